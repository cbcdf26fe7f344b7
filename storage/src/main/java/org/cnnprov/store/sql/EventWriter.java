package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.EnvironmentRecorded;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionEnded;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.Heartbeat;
import org.cnnprov.event.NoteWritten;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.ErrorCode;

/**
 * Checks events against what is known, and applies those that hold. {@link #check} changes nothing;
 * {@link #apply} of an event that it passed cannot fail but for the engine.
 */
final class EventWriter {

  private final Ids ids;
  private final Changes changes;
  private final Executions executions;
  private final Removals removals;
  private final Declarations declarations;
  private final Lifecycle lifecycle;
  private final Tasks tasks;
  private final ElementChecks elementChecks;
  private final Elements elements;

  EventWriter(
      Ids ids,
      Changes changes,
      Executions executions,
      Removals removals,
      Declarations declarations,
      Lifecycle lifecycle,
      Tasks tasks,
      ElementChecks elementChecks,
      Elements elements) {
    this.ids = ids;
    this.changes = changes;
    this.executions = executions;
    this.removals = removals;
    this.declarations = declarations;
    this.lifecycle = lifecycle;
    this.tasks = tasks;
    this.elementChecks = elementChecks;
    this.elements = elements;
  }

  void check(Event event, Context context, Problems problems) {
    if (event instanceof DataflowDeclared declared) {
      declarations.check(declared, context, problems);
      return;
    }
    if (event instanceof Event.OfExecution ofExecution) {
      check(ofExecution, context, problems);
    }
  }

  private void check(Event.OfExecution event, Context context, Problems problems) {
    DataflowState dataflow = executions.dataflow(event.execution(), context.producer(), problems);
    if (dataflow == null) {
      return;
    }
    checkExists(event, dataflow, context, problems);
    if (!(event instanceof Event.OfTask ofTask)) {
      return;
    }
    tasks.check(ofTask.task(), dataflow, problems);
    if (event instanceof ElementsReported reported && problems.none()) {
      elementChecks.check(
          reported,
          dataflow,
          executions.find(reported.execution(), dataflow, context.producer()),
          context.setPointer(reported.pointer()),
          problems);
    }
  }

  /** A producer's execution begins with its start; DfAnalyzer's with its first task. */
  private void checkExists(
      Event.OfExecution event, DataflowState dataflow, Context context, Problems problems) {
    ProducerState producer = context.producer();
    if (executions.find(event.execution(), dataflow, producer) != null) {
      return;
    }
    if (removals.holdsBack(event, dataflow)) {
      Removals.tell("/execution", problems);
    } else if (producer != null && !(event instanceof ExecutionStarted)) {
      problems.add(
          ErrorCode.UNKNOWN_EXECUTION,
          "/execution",
          "expected the tag of an execution of '%s' that was started, came '%s'"
              .formatted(dataflow.tag, event.execution().tag()));
    }
  }

  void apply(Event event, Context context) throws SQLException {
    if (event instanceof DataflowDeclared declared) {
      declarations.apply(declared, Times.utc(context.receivedAt()));
    } else if (event instanceof Event.OfExecution ofExecution) {
      apply(ofExecution, context);
    }
  }

  private void apply(Event.OfExecution event, Context context) throws SQLException {
    ExecutionState execution = executionOf(event, context);
    if (event instanceof ExecutionStarted started) {
      lifecycle.start(started, execution, Objects.requireNonNull(context.producer()));
    }
    executions.heard(execution, context.receivedAt());
    if (!(event instanceof Heartbeat)) {
      changes.touched().execution(execution);
    }
    if (event instanceof Event.OfTask ofTask) {
      TaskState task = tasks.resolve(execution, ofTask.task(), context.receivedAt());
      apply(ofTask, task, context);
    } else if (event instanceof ExecutionEnded ended) {
      lifecycle.end(ended, execution, context.producer());
    } else if (event instanceof EnvironmentRecorded recorded) {
      record(recorded, execution);
    } else if (event instanceof NoteWritten note) {
      record(note, execution, context.receivedAt());
    }
  }

  /** The execution of an event that was checked. */
  ExecutionState executionOf(Event.OfExecution event, Context context) throws SQLException {
    ExecutionRef ref = event.execution();
    DataflowState dataflow =
        Objects.requireNonNull(
            executions.dataflow(ref, context.producer(), new Problems("")), "checked before");
    return executions.resolve(
        ref, dataflow, context.producer(), door(event, context), context.receivedAt());
  }

  private static CaptureDoor door(Event.OfExecution event, Context context) {
    if (context.producer() == null) {
      return CaptureDoor.DFANALYZER;
    }
    return event instanceof ExecutionStarted started && started.imported()
        ? CaptureDoor.IMPORT
        : CaptureDoor.NATIVE;
  }

  private void apply(Event.OfTask event, TaskState task, Context context) throws SQLException {
    if (event instanceof TaskReported reported) {
      tasks.report(reported, task);
      lifecycle.name(task.execution, reported.agents());
    } else if (event instanceof ElementsReported reported) {
      tasks.heardOf(task);
      elements.apply(reported, task, readers(reported, task, context), context.receivedAt());
    } else if (event instanceof FileReported file) {
      tasks.file(file, task, context.receivedAt());
    } else if (event instanceof PerformanceReported performance) {
      tasks.performance(performance, task);
    }
  }

  /** The tasks that read the rows: from now on they depend on the task that wrote them. */
  private List<TaskState> readers(ElementsReported event, TaskState writer, Context context)
      throws SQLException {
    List<TaskState> readers = new ArrayList<>();
    for (TaskRef ref : event.readBy()) {
      TaskState reader = tasks.resolve(writer.execution, ref, context.receivedAt());
      tasks.depend(reader, writer);
      readers.add(reader);
    }
    return readers;
  }

  private void record(EnvironmentRecorded event, ExecutionState execution) {
    for (EnvironmentRecorded.Entry entry : event.entries()) {
      changes.add(Tables.ENVIRONMENT, execution.id, entry.kind(), entry.name(), entry.value());
    }
  }

  private void record(NoteWritten note, ExecutionState execution, Instant receivedAt)
      throws SQLException {
    if (note.text() != null) {
      changes.add(
          Tables.NOTE,
          ids.next(Tables.NOTE),
          execution.id,
          note.text(),
          Times.utc(note.at()),
          Times.utc(receivedAt));
    }
    for (Map.Entry<String, String> tag : note.tags().entrySet()) {
      changes.add(
          Tables.EXECUTION_TAG, execution.id, tag.getKey(), tag.getValue(), Times.utc(note.at()));
    }
  }
}
