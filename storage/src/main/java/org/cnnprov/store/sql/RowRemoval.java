package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * Removes all rows of an execution or of a dataflow, in the running transaction. A table of the
 * catalogue belongs to what its columns name: {@code task_id}, {@code execution_id}, {@code ds_id},
 * {@code dt_id}, {@code df_id}.
 */
final class RowRemoval {

  private static final String EXECUTION = "SELECT id FROM public.dataflow_execution WHERE id = ?";
  private static final String EXECUTIONS =
      "SELECT id FROM public.dataflow_execution WHERE df_id = ?";
  private static final String SETS = "SELECT id FROM public.data_set WHERE df_id = ?";
  private static final String TRANSFORMATIONS =
      "SELECT id FROM public.data_transformation WHERE df_id = ?";

  private final Connection connection;

  RowRemoval(Connection connection) {
    this.connection = connection;
  }

  void remove(ExecutionState execution) throws SQLException {
    String tasks = tasksOf(EXECUTION);
    for (SetState set : execution.dataflow.sets.values()) {
      if (!set.links.isEmpty()) {
        String written =
            set.links.values().stream()
                .map(link -> "%s IN (%s)".formatted(Identifier.quote(link.column()), tasks))
                .collect(Collectors.joining(" OR "));
        delete(set.table, written, execution.id, set.links.size());
      }
    }
    removeOfExecutions(EXECUTION, execution.id);
    delete(Tables.DATAFLOW_EXECUTION, "id = ?", execution.id, 1);
    removeUnusedAgents();
  }

  void remove(DataflowState dataflow) throws SQLException {
    removeOfExecutions(EXECUTIONS, dataflow.id);
    for (Table table : Tables.ALL) {
      if (table.has("ds_id")) {
        delete(table, "ds_id IN (" + SETS + ")", dataflow.id, 1);
      } else if (table.has("dt_id")) {
        delete(table, "dt_id IN (" + TRANSFORMATIONS + ")", dataflow.id, 1);
      }
    }
    for (Table table : Tables.ALL) {
      if (table.has("df_id")) {
        delete(table, "df_id = ?", dataflow.id, 1);
      }
    }
    delete(Tables.DATAFLOW, "id = ?", dataflow.id, 1);
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA " + Identifier.quote(dataflow.schema) + " CASCADE");
    }
    removeUnusedAgents();
  }

  /** What hangs on tasks goes first, since the tasks say whose it is. */
  private void removeOfExecutions(String executions, long id) throws SQLException {
    for (Table table : Tables.ALL) {
      if (table.has("task_id") && !table.has("execution_id")) {
        delete(table, "task_id IN (" + tasksOf(executions) + ")", id, 1);
      }
    }
    for (Table table : Tables.ALL) {
      // A producer stays: its numbers tell what it sends again from what is new.
      if (table.has("execution_id") && table != Tables.PRODUCER) {
        delete(table, "execution_id IN (" + executions + ")", id, 1);
      }
    }
  }

  /** Persons and machines that no execution names any more. */
  private void removeUnusedAgents() throws SQLException {
    removeUnused(Tables.DATA_SCIENTIST, "scientist_id");
    removeUnused(Tables.HARDWARE_INFO, "hardware_id");
  }

  private void removeUnused(Table agents, String reference) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM %s WHERE id NOT IN (SELECT %s FROM %s WHERE %s IS NOT NULL)"
              .formatted(
                  agents.qualified(), reference, Tables.DATAFLOW_EXECUTION.qualified(), reference));
    }
  }

  private static String tasksOf(String executions) {
    return "SELECT id FROM public.task WHERE execution_id IN (" + executions + ")";
  }

  private void delete(Table table, String condition, long id, int times) throws SQLException {
    String sql = "DELETE FROM " + table.qualified() + " WHERE " + condition;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int parameter = 1; parameter <= times; parameter++) {
        statement.setLong(parameter, id);
      }
      statement.execute();
    }
  }
}
