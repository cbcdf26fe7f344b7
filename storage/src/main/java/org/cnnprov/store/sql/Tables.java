package org.cnnprov.store.sql;

import static org.cnnprov.store.sql.ColumnType.BIGINT;
import static org.cnnprov.store.sql.ColumnType.BOOLEAN;
import static org.cnnprov.store.sql.ColumnType.DOUBLE;
import static org.cnnprov.store.sql.ColumnType.TEXT;
import static org.cnnprov.store.sql.ColumnType.TIMESTAMP;

import java.util.Arrays;
import java.util.List;

/**
 * The catalogue: the fixed tables of the schema {@code public}. The first column of each table with
 * entities is its key. Names and first columns are those of DfAnalyzer (PVLDB 11(12), 2018), in
 * which people's SQL is written; columns behind them are ours.
 */
final class Tables {

  static final String PUBLIC = "public";

  /** The layout of the store; older ones are brought to it by {@link Upgrade}. */
  static final long LAYOUT_VERSION = Upgrade.target();

  static final Table LAYOUT = table("store_layout", column("version", BIGINT));

  // Prospective provenance.

  static final Table DATAFLOW =
      table(
          "dataflow",
          column("id", BIGINT),
          column("tag", TEXT),
          column("name", TEXT),
          column("schema_name", TEXT),
          column("opens_execution", BOOLEAN),
          column("created_at", TIMESTAMP),
          column("archived", BOOLEAN));

  static final Table DATAFLOW_VERSION =
      table(
          "dataflow_version",
          column("version", BIGINT),
          column("df_id", BIGINT),
          column("recorded_at", TIMESTAMP));

  static final Table DATA_TRANSFORMATION =
      table(
          "data_transformation",
          column("id", BIGINT),
          column("df_id", BIGINT),
          column("tag", TEXT),
          column("name", TEXT));

  static final Table DATA_SET =
      table(
          "data_set",
          column("id", BIGINT),
          column("df_id", BIGINT),
          column("tag", TEXT),
          column("name", TEXT),
          column("table_name", TEXT),
          column("view_name", TEXT));

  static final Table DATA_SET_LINK =
      table(
          "data_set_link",
          column("ds_id", BIGINT),
          column("dt_id", BIGINT),
          column("type", TEXT),
          column("column_name", TEXT),
          column("position", BIGINT));

  static final Table DATA_DEPENDENCY =
      table(
          "data_dependency",
          column("id", BIGINT),
          column("previous_dt_id", BIGINT),
          column("next_dt_id", BIGINT),
          column("ds_id", BIGINT));

  static final Table ATTRIBUTE =
      table(
          "attribute",
          column("id", BIGINT),
          column("ds_id", BIGINT),
          column("extractor_id", BIGINT),
          column("name", TEXT),
          column("type", TEXT),
          column("display_name", TEXT),
          column("column_name", TEXT),
          column("description", TEXT),
          column("position", BIGINT));

  static final Table SET_LAYOUT =
      table(
          "set_layout",
          column("id", BIGINT),
          column("ds_id", BIGINT),
          column("attribute_ids", TEXT));

  static final Table PROGRAM =
      table(
          "program",
          column("id", BIGINT),
          column("df_id", BIGINT),
          column("name", TEXT),
          column("path", TEXT));

  static final Table USE_PROGRAM =
      table("use_program", column("dt_id", BIGINT), column("program_id", BIGINT));

  static final Table EXTRACTOR =
      table(
          "extractor",
          column("id", BIGINT),
          column("ds_id", BIGINT),
          column("tag", TEXT),
          column("cartridge", TEXT),
          column("extension", TEXT));

  static final Table EXTRACTOR_COMBINATION =
      table(
          "extractor_combination",
          column("id", BIGINT),
          column("ds_id", BIGINT),
          column("outer_ext_id", BIGINT),
          column("inner_ext_id", BIGINT),
          column("keys", TEXT),
          column("key_types", TEXT));

  // Executions and their agents.

  static final Table DATAFLOW_EXECUTION =
      table(
          "dataflow_execution",
          column("id", BIGINT),
          column("uuid", TEXT),
          column("tag", TEXT),
          column("df_id", BIGINT),
          column("scientist_id", BIGINT),
          column("hardware_id", BIGINT),
          column("status", TEXT),
          column("door", TEXT),
          column("started_at", TIMESTAMP),
          column("time_zone", TEXT),
          column("ended_at", TIMESTAMP),
          column("received_at", TIMESTAMP),
          column("heartbeat_seconds", DOUBLE),
          column("resumed_dataflow", TEXT),
          column("resumed_execution", TEXT),
          column("error_type", TEXT),
          column("error_message", TEXT),
          column("error_traceback", TEXT),
          column("name", TEXT),
          column("note", TEXT),
          column("layout_horizon", BIGINT),
          column("silent", BOOLEAN),
          column("archived", BOOLEAN));

  static final Table EXECUTION_LAYOUT =
      table(
          "execution_layout",
          column("execution_id", BIGINT),
          column("ds_id", BIGINT),
          column("layout_id", BIGINT));

  static final Table DATA_SCIENTIST =
      table(
          "data_scientist",
          column("id", BIGINT),
          column("uuid", TEXT),
          column("email", TEXT),
          column("name", TEXT));

  static final Table HARDWARE_INFO =
      table(
          "hardware_info",
          column("id", BIGINT),
          column("uuid", TEXT),
          column("hostname", TEXT),
          column("os", TEXT),
          column("platform", TEXT),
          column("architecture", TEXT),
          column("processor", TEXT),
          column("gpus", TEXT),
          column("in_container", BOOLEAN),
          column("cores", BIGINT),
          column("memory_bytes", BIGINT));

  static final Table EXECUTION_PROGRAM =
      table(
          "execution_program",
          column("execution_id", BIGINT),
          column("rank_index", BIGINT),
          column("rank_of", BIGINT),
          column("name", TEXT),
          column("language", TEXT),
          column("framework", TEXT),
          column("command", TEXT));

  static final Table ENVIRONMENT =
      table(
          "environment",
          column("execution_id", BIGINT),
          column("kind", TEXT),
          column("name", TEXT),
          column("value", TEXT));

  static final Table NOTE =
      table(
          "note",
          column("id", BIGINT),
          column("execution_id", BIGINT),
          column("text", TEXT),
          column("recorded_at", TIMESTAMP),
          column("received_at", TIMESTAMP));

  static final Table EXECUTION_TAG =
      table(
          "execution_tag",
          column("execution_id", BIGINT),
          column("name", TEXT),
          column("value", TEXT),
          column("recorded_at", TIMESTAMP));

  static final Table PRODUCER =
      table(
          "producer",
          column("id", TEXT),
          column("stored", BIGINT),
          column("execution_id", BIGINT),
          column("rank_index", BIGINT),
          column("rank_of", BIGINT));

  static final Table PRODUCER_GAP =
      table(
          "producer_gap",
          column("producer", TEXT),
          column("execution_id", BIGINT),
          column("first_missing", BIGINT),
          column("last_missing", BIGINT));

  // Tasks.

  static final Table TASK =
      table(
          "task",
          column("id", BIGINT),
          column("identifier", TEXT),
          column("df_version", BIGINT),
          column("df_exec", TEXT),
          column("dt_id", BIGINT),
          column("status", TEXT),
          column("workspace", TEXT),
          column("computing_resource", TEXT),
          column("output_msg", TEXT),
          column("error_msg", TEXT),
          column("execution_id", BIGINT),
          column("error_type", TEXT),
          column("error_traceback", TEXT),
          column("started_at", TIMESTAMP),
          column("ended_at", TIMESTAMP),
          column("received_at", TIMESTAMP));

  static final Table TASK_DEPENDENCY =
      table("task_dependency", column("task_id", BIGINT), column("previous_task_id", BIGINT));

  static final Table TASK_MESSAGE =
      table(
          "task_message",
          column("task_id", BIGINT),
          column("fingerprint", BIGINT),
          column("whole", BOOLEAN));

  static final Table FILE =
      table(
          "file",
          column("id", BIGINT),
          column("task_id", BIGINT),
          column("name", TEXT),
          column("path", TEXT),
          column("role", TEXT),
          column("size", BIGINT),
          column("sha256", TEXT),
          column("epoch", DOUBLE),
          column("recorded_at", TIMESTAMP),
          column("received_at", TIMESTAMP));

  static final Table PERFORMANCE =
      table(
          "performance",
          column("id", BIGINT),
          column("task_id", BIGINT),
          column("subtask_id", TEXT),
          column("method", TEXT),
          column("description", TEXT),
          column("starttime", TEXT),
          column("endtime", TEXT),
          column("invocation", TEXT));

  // Training across dataflows: appended by the writer, never changed.

  static final Table PARAMETER =
      table(
          "parameter",
          column("execution_id", BIGINT),
          column("task_id", BIGINT),
          column("transformation", TEXT),
          column("data_set", TEXT),
          column("name", TEXT),
          column("number", DOUBLE),
          column("text", TEXT));

  static final Table TRAINING_METRIC =
      table(
          "training_metric",
          column("execution_id", BIGINT),
          column("task_id", BIGINT),
          column("epoch", DOUBLE),
          column("name", TEXT),
          column("number", DOUBLE),
          column("recorded_at", TIMESTAMP));

  static final Table TRAINING_ADAPTATION =
      table(
          "training_adaptation",
          column("id", BIGINT),
          column("execution_id", BIGINT),
          column("task_id", BIGINT),
          column("epoch", DOUBLE),
          column("attribute", TEXT),
          column("old_value", DOUBLE),
          column("new_value", DOUBLE),
          column("kind", TEXT),
          column("cause", TEXT),
          column("metric", TEXT),
          column("recorded_at", TIMESTAMP));

  // What people do by hand.

  static final Table CHANGE_RECORD =
      table(
          "change_record",
          column("id", BIGINT),
          column("execution_id", BIGINT),
          column("df_id", BIGINT),
          column("field", TEXT),
          column("name", TEXT),
          column("value", TEXT),
          column("changed_by", TEXT),
          column("changed_at", TIMESTAMP));

  static final Table REMOVAL =
      table(
          "removal",
          column("id", BIGINT),
          column("removed_execution", BIGINT),
          column("removed_dataflow", BIGINT),
          column("dataflow", TEXT),
          column("tag", TEXT),
          column("door", TEXT),
          column("removed_by", TEXT),
          column("removed_at", TIMESTAMP),
          column("reopened", BOOLEAN));

  static final Table SAVED_QUERY =
      table(
          "saved_query",
          column("id", BIGINT),
          column("name", TEXT),
          column("kind", TEXT),
          column("text", TEXT),
          column("created_by", TEXT),
          column("created_at", TIMESTAMP));

  // Provenance that was made elsewhere.

  static final Table PROV_DOCUMENT =
      table(
          "prov_document",
          column("id", BIGINT),
          column("sha256", TEXT),
          column("format", TEXT),
          column("name", TEXT),
          column("statements", BIGINT),
          column("imported_by", TEXT),
          column("imported_at", TIMESTAMP));

  static final Table PROV_BUNDLE =
      table(
          "prov_bundle", column("id", BIGINT), column("document_id", BIGINT), column("iri", TEXT));

  static final Table PROV_NAMESPACE =
      table(
          "prov_namespace",
          column("bundle_id", BIGINT),
          column("position", BIGINT),
          column("prefix", TEXT),
          column("iri", TEXT));

  static final Table PROV_STATEMENT =
      table(
          "prov_statement",
          column("id", BIGINT),
          column("bundle_id", BIGINT),
          column("kind", TEXT),
          column("iri", TEXT),
          column("subject", TEXT),
          column("object", TEXT),
          column("activity", TEXT),
          column("plan", TEXT),
          column("generation", TEXT),
          column("usage", TEXT),
          column("started_at", TIMESTAMP),
          column("ended_at", TIMESTAMP),
          column("occurred_at", TIMESTAMP),
          column("sha256", TEXT));

  static final Table PROV_ATTRIBUTE =
      table(
          "prov_attribute",
          column("statement_id", BIGINT),
          column("position", BIGINT),
          column("name", TEXT),
          column("value", TEXT),
          column("type", TEXT),
          column("language", TEXT));

  static final List<Table> ALL =
      List.of(
          LAYOUT,
          DATAFLOW,
          DATAFLOW_VERSION,
          DATA_TRANSFORMATION,
          DATA_SET,
          DATA_SET_LINK,
          DATA_DEPENDENCY,
          ATTRIBUTE,
          SET_LAYOUT,
          PROGRAM,
          USE_PROGRAM,
          EXTRACTOR,
          EXTRACTOR_COMBINATION,
          DATAFLOW_EXECUTION,
          EXECUTION_LAYOUT,
          DATA_SCIENTIST,
          HARDWARE_INFO,
          EXECUTION_PROGRAM,
          ENVIRONMENT,
          NOTE,
          EXECUTION_TAG,
          PRODUCER,
          PRODUCER_GAP,
          TASK,
          TASK_DEPENDENCY,
          TASK_MESSAGE,
          FILE,
          PERFORMANCE,
          PARAMETER,
          TRAINING_METRIC,
          TRAINING_ADAPTATION,
          CHANGE_RECORD,
          REMOVAL,
          SAVED_QUERY,
          PROV_DOCUMENT,
          PROV_BUNDLE,
          PROV_NAMESPACE,
          PROV_STATEMENT,
          PROV_ATTRIBUTE);

  private Tables() {}

  private static Table table(String name, Column... columns) {
    return new Table(PUBLIC, name, Arrays.asList(columns));
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type);
  }
}
