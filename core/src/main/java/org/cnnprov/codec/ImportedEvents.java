package org.cnnprov.codec;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionEnded;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.Rank;
import org.cnnprov.event.Rows;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Events that another system recorded earlier ({@code "imported": true}). What that system does not
 * know may be left out, the time before all; a task comes as it stands, and rows with their
 * readers.
 */
final class ImportedEvents {

  private ImportedEvents() {}

  static @Nullable Event read(EventType type, Fields fields, List<Rows.Row> rows) {
    return switch (type) {
      case EXECUTION_STARTED -> started(at(fields), fields);
      case TASK_BEGUN -> task(at(fields), fields);
      case ELEMENTS -> elements(at(fields), fields, rows);
      case FILE -> file(at(fields), fields);
      case PERFORMANCE -> performance(at(fields), fields);
      case EXECUTION_ENDED -> ended(at(fields), fields);
      case DATAFLOW_DECLARED, ENVIRONMENT, TASK_ENDED, NOTE, HEARTBEAT ->
          EventReader.reported(type, fields, rows);
    };
  }

  private static @Nullable OffsetDateTime at(Fields fields) {
    return fields.optional("at", Times::parse);
  }

  private static Event started(@Nullable OffsetDateTime at, Fields fields) {
    return new ExecutionStarted(
        at,
        fields.requiredName("dataflow"),
        fields.required("execution", ExecutionStartedReader::tag, "?"),
        ExecutionStartedReader.person(fields),
        ExecutionStartedReader.machine(fields),
        null,
        Rank.ONLY,
        ExecutionStartedReader.DEFAULT_HEARTBEAT_SECONDS,
        null,
        true,
        fields.optional("uuid", ImportedEvents::uuid));
  }

  private static Event task(@Nullable OffsetDateTime at, Fields fields) {
    return new TaskReported(
        at,
        EventReader.execution(fields),
        TaskEvents.task(fields),
        fields.required("status", TaskStatus::of, TaskStatus.RUNNING),
        false,
        fields.text("workspace"),
        fields.text("resource"),
        fields.text("output"),
        EventReader.failure(fields),
        List.of(),
        null);
  }

  private static Event elements(@Nullable OffsetDateTime at, Fields fields, List<Rows.Row> rows) {
    fields.needed(TaskEvents.ROWS);
    fields.items(TaskEvents.ROWS);
    return new ElementsReported(
        at,
        EventReader.execution(fields),
        TaskEvents.task(fields),
        fields.requiredName("set"),
        new Rows.Named(rows),
        fields.at(TaskEvents.ROWS),
        0,
        fields.objects("read_by").stream().map(TaskEvents::task).toList());
  }

  private static Event file(@Nullable OffsetDateTime at, Fields fields) {
    return new FileReported(
        at,
        EventReader.execution(fields),
        TaskEvents.task(fields),
        fields.requiredName("name").display(),
        fields.text("path"),
        null,
        null,
        null,
        null);
  }

  /** Times stay as the other system wrote them: it may have kept no zone. */
  private static Event performance(@Nullable OffsetDateTime at, Fields fields) {
    return new PerformanceReported(
        at,
        EventReader.execution(fields),
        TaskEvents.task(fields),
        fields.text("subtask"),
        fields.text("method"),
        fields.text("description"),
        fields.text("started"),
        fields.text("ended"),
        fields.text("invocation"));
  }

  private static Event ended(@Nullable OffsetDateTime at, Fields fields) {
    return new ExecutionEnded(
        at,
        EventReader.execution(fields),
        fields.required("status", ExecutionStatus::ended, ExecutionStatus.FINISHED),
        EventReader.failure(fields));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noUuid) {
      throw new InvalidValueException(
          ErrorCode.UNKNOWN_VALUE, "expected a UUID, came '%s'".formatted(Problems.cut(text)));
    }
  }
}
