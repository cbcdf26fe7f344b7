package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.cnnprov.event.Rank;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Layout;
import org.cnnprov.store.sql.SetState.Link;
import org.jspecify.annotations.Nullable;

/** Reads catalogue, executions and producers when a store is opened. */
final class LedgerReader {

  private final Connection connection;
  private final Map<Long, DataflowState> dataflows = new HashMap<>();
  private final Map<Long, TransformationState> transformations = new HashMap<>();
  private final Map<Long, SetState> sets = new HashMap<>();
  private final Map<Long, AttributeState> attributes = new HashMap<>();

  /** The columns of each set behind our own, by their place. */
  private final Map<SetState, TreeMap<Integer, Column>> columns = new HashMap<>();

  LedgerReader(Connection connection) {
    this.connection = connection;
  }

  void read(Catalogue catalogue, Executions executions, Producers producers, Removals removals)
      throws SQLException {
    each(Tables.DATAFLOW, row -> readDataflow(row, catalogue));
    each(Tables.DATAFLOW_VERSION, this::readVersion);
    each(Tables.DATA_TRANSFORMATION, this::readTransformation);
    each(Tables.PROGRAM, this::readProgram);
    each(Tables.USE_PROGRAM, this::readUse);
    each(Tables.DATA_SET, this::readSet);
    each(Tables.DATA_SET_LINK, this::readLink);
    each(Tables.ATTRIBUTE, this::readAttribute);
    each(Tables.EXTRACTOR, this::readExtractor);
    each(Tables.EXTRACTOR_COMBINATION, this::readCombination);
    columns.forEach((set, byPosition) -> byPosition.values().forEach(set.table::grow));
    each(Tables.SET_LAYOUT, row -> readLayout(row, catalogue));
    each(Tables.DATAFLOW_EXECUTION, row -> executions.add(execution(row)));
    each(Tables.EXECUTION_LAYOUT, row -> readExecutionLayout(row, executions));
    each(Tables.EXECUTION_PROGRAM, row -> readRank(row, executions));
    // All of them first: what they mean needs further questions, and one answer is open at a time.
    List<RemovalState> removed = new ArrayList<>();
    each(Tables.REMOVAL, row -> removed.add(removal(row)));
    for (RemovalState removal : removed) {
      removals.load(removal, catalogue);
    }
    each(Tables.PRODUCER, row -> producers.add(producer(row, executions)));
  }

  private void readDataflow(StoredRow row, Catalogue catalogue) throws SQLException {
    DataflowState dataflow =
        new DataflowState(
            row.getLong("id"),
            new Name(row.getString("name")),
            row.getString("schema_name"),
            row.time("created_at"));
    dataflow.opensExecution = row.getBoolean("opens_execution");
    dataflow.archived = row.getBoolean("archived");
    dataflow.markStored();
    dataflows.put(dataflow.id, dataflow);
    catalogue.add(dataflow);
  }

  private void readVersion(StoredRow row) throws SQLException {
    DataflowState dataflow = known(dataflows, row.getLong("df_id"));
    dataflow.version = Math.max(dataflow.version, row.getLong("version"));
  }

  private void readTransformation(StoredRow row) throws SQLException {
    TransformationState transformation =
        new TransformationState(row.getLong("id"), new Name(row.getString("name")));
    transformations.put(transformation.id, transformation);
    known(dataflows, row.getLong("df_id")).transformations.put(transformation.tag, transformation);
  }

  private void readProgram(StoredRow row) throws SQLException {
    known(dataflows, row.getLong("df_id"))
        .programs
        .put(Evolution.programKey(row.getString("name"), row.getString("path")), row.getLong("id"));
  }

  private void readUse(StoredRow row) throws SQLException {
    known(transformations, row.getLong("dt_id")).programs.add(row.getLong("program_id"));
  }

  private void readSet(StoredRow row) throws SQLException {
    DataflowState dataflow = known(dataflows, row.getLong("df_id"));
    String table = row.getString("table_name");
    String view = row.getString("view_name");
    SetState set =
        new SetState(row.getLong("id"), dataflow, new Name(row.getString("name")), table, view);
    dataflow.sets.put(set.tag, set);
    dataflow.relations.addAll(List.of(table, view));
    sets.put(set.id, set);
    columns.put(set, new TreeMap<>());
  }

  private void readLink(StoredRow row) throws SQLException {
    SetState set = known(sets, row.getLong("ds_id"));
    Link link =
        new Link(
            known(transformations, row.getLong("dt_id")),
            SetType.of(row.getString("type")),
            row.getString("column_name"),
            row.getInt("position"));
    set.add(link);
    known(columns, set).put(link.position(), new Column(link.column(), ColumnType.BIGINT));
  }

  private void readAttribute(StoredRow row) throws SQLException {
    SetState set = known(sets, row.getLong("ds_id"));
    AttributeState attribute =
        new AttributeState(
            row.getLong("id"),
            new Name(row.getString("display_name")),
            AttributeType.of(row.getString("type")),
            row.getString("column_name"),
            row.getInt("position"));
    set.attributes.put(attribute.name(), attribute);
    attributes.put(attribute.id(), attribute);
    Long extractor = row.number("extractor_id");
    if (extractor != null) {
      set.extractorOfAttribute.put(attribute.id(), extractor);
    }
    known(columns, set)
        .put(attribute.position(), new Column(attribute.column(), ColumnType.of(attribute.type())));
  }

  private void readExtractor(StoredRow row) throws SQLException {
    known(sets, row.getLong("ds_id"))
        .extractors
        .put(new Name(row.getString("tag")), row.getLong("id"));
  }

  private void readCombination(StoredRow row) throws SQLException {
    known(sets, row.getLong("ds_id"))
        .combinations
        .add(List.of(row.getLong("inner_ext_id"), row.getLong("outer_ext_id")));
  }

  private void readLayout(StoredRow row, Catalogue catalogue) throws SQLException {
    List<AttributeState> order = new ArrayList<>();
    for (String id : Arrays.asList(row.getString("attribute_ids").split(",", -1))) {
      order.add(known(attributes, Long.parseLong(id)));
    }
    Layout layout = new Layout(row.getLong("id"), List.copyOf(order));
    known(sets, row.getLong("ds_id")).layouts.add(layout);
    catalogue.lastLayout = Math.max(catalogue.lastLayout, layout.id());
  }

  private ExecutionState execution(StoredRow row) throws SQLException {
    ExecutionState execution =
        new ExecutionState(
            row.getLong("id"),
            known(dataflows, row.getLong("df_id")),
            row.getString("tag"),
            CaptureDoor.of(row.getString("door")),
            row.time("received_at"),
            row.getLong("layout_horizon"));
    execution.uuid = row.getString("uuid");
    execution.status = ExecutionStatus.valueOf(row.getString("status"));
    execution.told = execution.status;
    execution.silent = row.getBoolean("silent");
    execution.scientist = row.number("scientist_id");
    execution.hardware = row.number("hardware_id");
    execution.startedAt = row.time("started_at");
    execution.timeZone = row.getString("time_zone");
    execution.endedAt = row.time("ended_at");
    execution.heartbeatSeconds = row.decimal("heartbeat_seconds");
    execution.resumedDataflow = row.getString("resumed_dataflow");
    execution.resumedExecution = row.getString("resumed_execution");
    execution.error =
        TaskReader.failure(
            row.getString("error_type"),
            row.getString("error_message"),
            row.getString("error_traceback"));
    execution.name = row.getString("name");
    execution.note = row.getString("note");
    execution.archived = row.getBoolean("archived");
    execution.markStored();
    return execution;
  }

  private static void readExecutionLayout(StoredRow row, Executions executions)
      throws SQLException {
    ExecutionState execution = executions.byId(row.getLong("execution_id"));
    if (execution != null) {
      execution.layouts.merge(row.getLong("ds_id"), row.getLong("layout_id"), Math::max);
    }
  }

  private static void readRank(StoredRow row, Executions executions) throws SQLException {
    ExecutionState execution = executions.byId(row.getLong("execution_id"));
    if (execution != null) {
      execution.ranks.add(row.getInt("rank_index"));
    }
  }

  private static RemovalState removal(StoredRow row) throws SQLException {
    RemovalState removal =
        new RemovalState(
            row.getLong("id"),
            row.number("removed_execution"),
            row.getLong("removed_dataflow"),
            new Name(row.getString("dataflow")),
            row.getString("tag"),
            row.getString("door") == null ? null : CaptureDoor.of(row.getString("door")),
            row.getString("removed_by"),
            row.time("removed_at"));
    removal.reopened = row.getBoolean("reopened");
    removal.markStored();
    return removal;
  }

  private static ProducerState producer(StoredRow row, Executions executions) throws SQLException {
    ProducerState producer = new ProducerState(UUID.fromString(row.getString("id")));
    producer.stored = row.getLong("stored");
    Long execution = row.number("execution_id");
    producer.execution = execution == null ? null : executions.byId(execution);
    producer.removedExecution = producer.execution == null ? execution : null;
    producer.rank = new Rank(row.getInt("rank_index"), row.getInt("rank_of"));
    producer.markStored();
    return producer;
  }

  private static <K, V> V known(Map<K, V> map, K id) throws SQLException {
    @Nullable V found = map.get(id);
    if (found == null) {
      throw new SQLException(
          "the catalogue is damaged: a row names %s, which it does not hold".formatted(id));
    }
    return found;
  }

  private void each(Table table, StoredRow.Reader reader) throws SQLException {
    String sql = "SELECT * FROM %s ORDER BY rowid".formatted(table.qualified());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      StoredRow.each(result, reader);
    }
  }
}
