package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.cnnprov.event.Failure;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** Reads the tasks of an execution back from the store, when one of them is spoken of again. */
final class TaskReader {

  private final Connection connection;

  TaskReader(Connection connection) {
    this.connection = connection;
  }

  TasksOfExecution read(ExecutionState execution) throws SQLException {
    Map<Long, TransformationState> transformations = new HashMap<>();
    execution.dataflow.transformations.values().forEach(each -> transformations.put(each.id, each));
    TasksOfExecution tasks = new TasksOfExecution();
    Map<Long, TaskState> byId = new HashMap<>();
    each(
        "SELECT * FROM public.task WHERE execution_id = ? ORDER BY id",
        execution,
        row -> {
          TransformationState transformation = transformations.get(row.getLong("dt_id"));
          if (transformation != null) {
            TaskState task = task(row, execution, transformation);
            tasks.add(task);
            byId.put(task.id, task);
          }
        });
    readDependencies(execution, byId);
    readMessages(execution, byId);
    readPerformances(execution, byId);
    readFiles(execution, byId);
    readParameters(execution, byId);
    return tasks;
  }

  private static TaskState task(
      StoredRow row, ExecutionState execution, TransformationState transformation)
      throws SQLException {
    TaskState task =
        new TaskState(
            row.getLong("id"),
            row.getString("identifier"),
            execution,
            transformation,
            row.getLong("df_version"),
            row.time("received_at"),
            TaskStatus.of(row.getString("status")));
    task.workspace = row.getString("workspace");
    task.resource = row.getString("computing_resource");
    task.output = row.getString("output_msg");
    task.error =
        failure(
            row.getString("error_type"),
            row.getString("error_msg"),
            row.getString("error_traceback"));
    task.startedAt = row.time("started_at");
    task.endedAt = row.time("ended_at");
    task.markStored();
    return task;
  }

  static @Nullable Failure failure(
      @Nullable String type, @Nullable String message, @Nullable String traceback) {
    return type == null && message == null && traceback == null
        ? null
        : new Failure(type, message, traceback);
  }

  private void readDependencies(ExecutionState execution, Map<Long, TaskState> byId)
      throws SQLException {
    each(
        ofTasks("task_dependency"),
        execution,
        row -> {
          TaskState dependency = byId.get(row.getLong("previous_task_id"));
          if (dependency != null) {
            taskOf(row, byId).dependencies.add(dependency);
          }
        });
  }

  private void readMessages(ExecutionState execution, Map<Long, TaskState> byId)
      throws SQLException {
    each(
        ofTasks("task_message") + " ORDER BY x.rowid",
        execution,
        row -> {
          if (row.getBoolean("whole")) {
            taskOf(row, byId).lastMessage = row.getLong("fingerprint");
          } else {
            taskOf(row, byId).entries.add(row.getLong("fingerprint"));
          }
        });
  }

  private void readPerformances(ExecutionState execution, Map<Long, TaskState> byId)
      throws SQLException {
    each(
        ofTasks("performance"),
        execution,
        row -> {
          PerformanceState performance =
              new PerformanceState(
                  row.getLong("id"),
                  row.getLong("task_id"),
                  row.getString("subtask_id"),
                  row.getString("method"));
          performance.description = row.getString("description");
          performance.started = row.getString("starttime");
          performance.ended = row.getString("endtime");
          performance.invocation = row.getString("invocation");
          performance.markStored();
          taskOf(row, byId)
              .performances
              .put(Tasks.performanceKey(performance.subtask, performance.method), performance);
        });
  }

  private void readFiles(ExecutionState execution, Map<Long, TaskState> byId) throws SQLException {
    each(
        ofTasks("file"),
        execution,
        row -> taskOf(row, byId).files.add(row.getString("name") + '\0' + row.getString("path")));
  }

  private void readParameters(ExecutionState execution, Map<Long, TaskState> byId)
      throws SQLException {
    each(
        ofTasks("parameter"),
        execution,
        row ->
            taskOf(row, byId)
                .parameters
                .add(
                    TrainingTables.parameterKey(row.getString("data_set"), row.getString("name"))));
  }

  private static String ofTasks(String table) {
    return "SELECT x.* FROM public."
        + table
        + " x JOIN public.task t ON t.id = x.task_id WHERE t.execution_id = ?";
  }

  private static TaskState taskOf(StoredRow row, Map<Long, TaskState> byId) throws SQLException {
    TaskState task = byId.get(row.getLong("task_id"));
    if (task == null) {
      throw new SQLException(
          "a row names the task %d, which is not of its execution"
              .formatted(row.getLong("task_id")));
    }
    return task;
  }

  private void each(String sql, ExecutionState execution, StoredRow.Reader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, execution.id);
      try (ResultSet result = statement.executeQuery()) {
        StoredRow.each(result, reader);
      }
    }
  }
}
