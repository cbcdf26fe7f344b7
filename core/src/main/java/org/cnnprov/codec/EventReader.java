package org.cnnprov.codec;

import java.time.OffsetDateTime;
import java.util.List;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Failure;
import org.cnnprov.event.Rows;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** Reads the members of an event, by its type. */
final class EventReader {

  private static final SpecificationReader SPECIFICATIONS =
      new SpecificationReader(SpecificationReader.Dialect.NATIVE);

  private EventReader() {}

  static @Nullable Event read(EventType type, Fields fields, List<Rows.Row> rows) {
    return Boolean.TRUE.equals(fields.flag("imported"))
        ? ImportedEvents.read(type, fields, rows)
        : reported(type, fields, rows);
  }

  /** An event of the process that it happened in. */
  static @Nullable Event reported(EventType type, Fields fields, List<Rows.Row> rows) {
    OffsetDateTime at = fields.required("at", Times::parse, OffsetDateTime.MIN);
    return switch (type) {
      case DATAFLOW_DECLARED -> declared(at, fields);
      case EXECUTION_STARTED -> ExecutionStartedReader.read(at, fields);
      case ENVIRONMENT -> ExecutionEvents.environment(at, fields);
      case TASK_BEGUN -> TaskEvents.begun(at, fields);
      case ELEMENTS -> TaskEvents.elements(at, fields, rows);
      case FILE -> TaskEvents.file(at, fields);
      case PERFORMANCE -> TaskEvents.performance(at, fields);
      case TASK_ENDED -> TaskEvents.ended(at, fields);
      case NOTE -> ExecutionEvents.note(at, fields);
      case HEARTBEAT -> ExecutionEvents.heartbeat(at, fields);
      case EXECUTION_ENDED -> ExecutionEvents.ended(at, fields);
    };
  }

  private static @Nullable Event declared(OffsetDateTime at, Fields fields) {
    fields.needed("dataflow");
    Fields dataflow = fields.object("dataflow");
    if (dataflow == null) {
      return null;
    }
    Name tag = dataflow.requiredName("tag");
    boolean predefined = Boolean.TRUE.equals(dataflow.flag("predefined"));
    return new DataflowDeclared(
        at, new Dataflow(tag, predefined, SPECIFICATIONS.transformations(dataflow)), false);
  }

  /** The execution that an event names. */
  static ExecutionRef execution(Fields fields) {
    Name dataflow = fields.name("dataflow");
    ExecutionRef named = fields.optional("execution", tag -> new ExecutionRef(dataflow, tag));
    if (named != null) {
      return named;
    }
    return dataflow == null ? ExecutionRef.CURRENT : new ExecutionRef(dataflow, null);
  }

  /** What something ended with: a text, or type, message and traceback; null where absent. */
  static @Nullable Failure failure(Fields fields) {
    if (fields.value("error") instanceof Json.Text message) {
      return new Failure(null, message.value(), null);
    }
    Fields error = fields.object("error");
    return error == null
        ? null
        : new Failure(error.text("type"), error.text("message"), error.text("traceback"));
  }
}
