package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.codec.Fields;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Failure;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.Machine;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.Person;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.Name;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads a task message: first the task itself, then its elements, files and performances. What the
 * message says of {@code first} is not looked at: it says nothing reliable.
 */
final class TaskMessage {

  private static final List<String> NAMES_OF_SUBTASK = List.of("sub", "sub_id", "subid");

  private final Fields fields;
  private final ExecutionRef execution;
  private final TaskRef task;

  private TaskMessage(Fields fields) {
    this.fields = fields;
    execution = execution(fields);
    task = task(fields);
  }

  static List<Event> events(Fields fields) {
    return new TaskMessage(fields).events();
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    events.add(reported());
    events.addAll(new ElementsOfTask(execution, task).read(fields));
    fields.objects("files").forEach(file -> events.add(file(file)));
    String subtask = subtask();
    fields.objects("performances").forEach(part -> events.add(performance(part, subtask)));
    return events;
  }

  private TaskReported reported() {
    String error = fields.text("error");
    return new TaskReported(
        null,
        execution,
        task,
        fields.required("status", TaskStatus::of, TaskStatus.READY),
        false,
        fields.text("workspace"),
        fields.text("resource"),
        fields.text("output"),
        error == null ? null : new Failure(null, error, null),
        Dependencies.read(fields),
        agents());
  }

  private TaskReported.@Nullable Agents agents() {
    String email = fields.text("email");
    Machine machine = Hardware.read(fields);
    return email == null && machine == null
        ? null
        : new TaskReported.Agents(email == null ? null : new Person(null, email), machine);
  }

  private FileReported file(Fields file) {
    return new FileReported(
        null,
        execution,
        task,
        file.requiredName("name").display(),
        file.text("path"),
        null,
        null,
        null,
        null);
  }

  private PerformanceReported performance(Fields part, @Nullable String subtask) {
    return new PerformanceReported(
        null,
        execution,
        task,
        subtask,
        part.text("method"),
        part.text("description"),
        part.optional("startTime", ClientTime::checked),
        part.optional("endTime", ClientTime::checked),
        part.text("invocation"));
  }

  private @Nullable String subtask() {
    for (String name : NAMES_OF_SUBTASK) {
      String subtask = fields.scalar(name);
      if (subtask != null && !subtask.isEmpty() && !subtask.equals("null")) {
        return subtask;
      }
    }
    return null;
  }

  private static ExecutionRef execution(Fields fields) {
    Name dataflow = fields.requiredName("dataflow");
    ExecutionRef named = fields.optional("exec", tag -> new ExecutionRef(dataflow, tag));
    return named == null ? new ExecutionRef(dataflow, null) : named;
  }

  private static TaskRef task(Fields fields) {
    Name transformation = fields.requiredName("transformation");
    String id = fields.needed("id") == null ? null : fields.scalar("id");
    TaskRef task = id == null ? null : fields.guard("id", () -> new TaskRef(transformation, id));
    return task == null ? new TaskRef(transformation, "?") : task;
  }
}
