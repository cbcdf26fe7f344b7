package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** Keeps tasks, and what is reported of them beside their elements. */
final class Tasks {

  private final Ids ids;
  private final Changes changes;
  private final TaskReader reader;
  private final Links links;

  Tasks(Ids ids, Changes changes, TaskReader reader) {
    this.ids = ids;
    this.changes = changes;
    this.reader = reader;
    this.links = new Links(changes);
  }

  void check(TaskRef task, DataflowState dataflow, Problems problems) {
    if (!dataflow.transformations.containsKey(task.transformation())) {
      problems.add(
          ErrorCode.UNKNOWN_TRANSFORMATION,
          "/transformation",
          "expected a transformation of the dataflow '%s', came '%s'"
              .formatted(dataflow.tag, task.transformation()));
    }
  }

  /** The task, which begins to exist if it does not: events of several ranks come in any order. */
  TaskState resolve(ExecutionState execution, TaskRef ref, Instant receivedAt) throws SQLException {
    TransformationState transformation =
        Objects.requireNonNull(
            execution.dataflow.transformations.get(ref.transformation()), "checked before");
    TasksOfExecution tasks = tasksOf(execution);
    TaskState task = tasks.find(transformation, ref.identifier());
    if (task == null) {
      task =
          new TaskState(
              ids.next(Tables.TASK),
              ref.identifier(),
              execution,
              transformation,
              execution.dataflow.version,
              Times.utc(receivedAt),
              TaskStatus.RUNNING);
      tasks.add(task);
      changes.touch(task);
    }
    return task;
  }

  @Nullable TaskState find(ExecutionState execution, TaskRef ref) throws SQLException {
    TransformationState transformation =
        execution.dataflow.transformations.get(ref.transformation());
    return transformation == null
        ? null
        : tasksOf(execution).find(transformation, ref.identifier());
  }

  TasksOfExecution tasksOf(ExecutionState execution) throws SQLException {
    TasksOfExecution tasks = execution.tasks;
    if (tasks == null) {
      tasks = reader.read(execution);
      execution.tasks = tasks;
    }
    return tasks;
  }

  void report(TaskReported event, TaskState task) throws SQLException {
    if (event.joins()) {
      task.startedAt = task.startedAt == null ? Times.utc(event.at()) : task.startedAt;
    } else {
      task.status = event.status();
      task.endedAt = event.status().ended() ? Times.utc(event.at()) : null;
    }
    task.workspace = first(event.workspace(), task.workspace);
    task.resource = first(event.resource(), task.resource);
    task.output = first(event.output(), task.output);
    task.error = event.error() == null ? task.error : event.error();
    changes.touch(task);
    depend(task, event);
    heardOf(task);
  }

  /** A message of the task came: what it depends on is handed over to it. */
  void heardOf(TaskState task) {
    links.handOver(task);
  }

  void file(FileReported event, TaskState task, Instant receivedAt) throws SQLException {
    boolean unnumbered = event.at() == null;
    if (unnumbered && !task.files.add(event.name() + '\0' + event.path())) {
      return;
    }
    changes.add(
        Tables.FILE,
        ids.next(Tables.FILE),
        task.id,
        event.name(),
        event.path(),
        event.role(),
        event.size(),
        event.sha256(),
        event.epoch(),
        Times.utc(event.at()),
        Times.utc(receivedAt));
  }

  void performance(PerformanceReported event, TaskState task) throws SQLException {
    String key = performanceKey(event.subtask(), event.method());
    PerformanceState performance = task.performances.get(key);
    if (performance == null) {
      performance =
          new PerformanceState(
              ids.next(Tables.PERFORMANCE), task.id, event.subtask(), event.method());
      task.performances.put(key, performance);
    }
    performance.description = first(event.description(), performance.description);
    performance.started = first(performance.started, event.started());
    performance.ended = first(event.ended(), performance.ended);
    performance.invocation = first(event.invocation(), performance.invocation);
    changes.touch(performance);
  }

  static String performanceKey(@Nullable String subtask, @Nullable String method) {
    return subtask + "\0" + method;
  }

  private void depend(TaskState task, TaskReported event) throws SQLException {
    for (TaskRef ref : event.dependencies()) {
      TaskState dependency = find(task.execution, ref);
      if (dependency != null) {
        depend(task, dependency);
      }
    }
  }

  void depend(TaskState task, TaskState dependency) {
    if (dependency != task && task.dependencies.add(dependency)) {
      changes.add(Tables.TASK_DEPENDENCY, task.id, dependency.id);
    }
  }

  private static @Nullable String first(@Nullable String preferred, @Nullable String other) {
    return preferred != null ? preferred : other;
  }
}
