package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes executions and dataflows out of the store, and out of what the writer knows. */
final class Removing {

  private final Connection connection;
  private final RowRemoval rows;
  private final Catalogue catalogue;
  private final Executions executions;
  private final Producers producers;
  private final Agents agents;
  private final Removals removals;

  Removing(
      Connection connection,
      Catalogue catalogue,
      Executions executions,
      Producers producers,
      Agents agents,
      Removals removals) {
    this.connection = connection;
    this.rows = new RowRemoval(connection);
    this.catalogue = catalogue;
    this.executions = executions;
    this.producers = producers;
    this.agents = agents;
    this.removals = removals;
  }

  void remove(ExecutionState execution, @Nullable String person, LocalDateTime at)
      throws SQLException {
    rows.remove(execution);
    agents.load(connection);
    forget(execution, person, at);
  }

  void remove(
      DataflowState dataflow, List<ExecutionState> all, @Nullable String person, LocalDateTime at)
      throws SQLException {
    rows.remove(dataflow);
    agents.load(connection);
    for (ExecutionState execution : all) {
      forget(execution, person, at);
    }
    catalogue.remove(dataflow);
    removals.add(dataflow, person, at);
  }

  private void forget(ExecutionState execution, @Nullable String person, LocalDateTime at)
      throws SQLException {
    executions.remove(execution);
    for (ProducerState producer : producers.all()) {
      if (producer.execution == execution) {
        producer.execution = null;
        producer.removedExecution = execution.id;
      }
    }
    removals.add(execution, person, at);
  }
}
