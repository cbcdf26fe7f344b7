package org.cnnprov.codec;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Event;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.Rows;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.model.TaskStatus;

/** Events of one task. */
final class TaskEvents {

  static final String ROWS = "rows";

  private static final TaskRef STAND_IN = new TaskRef(new Name("?"), "?");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private TaskEvents() {}

  static Event begun(OffsetDateTime at, Fields fields) {
    return new TaskReported(
        at,
        EventReader.execution(fields),
        task(fields),
        TaskStatus.RUNNING,
        true,
        fields.text("workspace"),
        fields.text("resource"),
        null,
        null,
        fields.objects("dependencies").stream().map(TaskEvents::task).toList(),
        null);
  }

  static Event ended(OffsetDateTime at, Fields fields) {
    return new TaskReported(
        at,
        EventReader.execution(fields),
        task(fields),
        fields.required("status", TaskEvents::endStatus, TaskStatus.FINISHED),
        false,
        null,
        null,
        fields.text("output"),
        EventReader.failure(fields),
        List.of(),
        null);
  }

  static Event elements(OffsetDateTime at, Fields fields, List<Rows.Row> rows) {
    fields.needed(ROWS);
    fields.items(ROWS);
    return new ElementsReported(
        at,
        EventReader.execution(fields),
        task(fields),
        fields.requiredName("set"),
        new Rows.Named(rows),
        fields.at(ROWS),
        0);
  }

  static Event file(OffsetDateTime at, Fields fields) {
    return new FileReported(
        at,
        EventReader.execution(fields),
        task(fields),
        fields.requiredName("name").display(),
        fields.text("path"),
        fields.required("role", TaskEvents::role, ""),
        Numbers.count(fields, "size"),
        fields.optional("sha256", TaskEvents::sha256),
        Numbers.number(fields, "epoch"));
  }

  static Event performance(OffsetDateTime at, Fields fields) {
    return new PerformanceReported(
        at,
        EventReader.execution(fields),
        task(fields),
        fields.text("subtask"),
        fields.requiredName("method").display(),
        fields.text("description"),
        fields.required("started", Times::checked, ""),
        fields.optional("ended", Times::checked),
        null);
  }

  static TaskRef task(Fields fields) {
    Name transformation = fields.requiredName("transformation");
    return fields.required("task", text -> new TaskRef(transformation, text), STAND_IN);
  }

  private static TaskStatus endStatus(String text) {
    TaskStatus status = TaskStatus.of(text);
    if (!status.ended()) {
      throw unknownValue("FINISHED or FAILED", text);
    }
    return status;
  }

  private static String role(String text) {
    if (!text.equals("input") && !text.equals("output")) {
      throw unknownValue("input or output", text);
    }
    return text;
  }

  private static String sha256(String text) {
    String digest = text.toLowerCase(Locale.ROOT);
    if (!SHA_256.matcher(digest).matches()) {
      throw unknownValue("64 hexadecimal digits", text);
    }
    return digest;
  }

  private static InvalidValueException unknownValue(String expected, String came) {
    return new InvalidValueException(
        ErrorCode.UNKNOWN_VALUE, "expected %s, came '%s'".formatted(expected, came));
  }
}
