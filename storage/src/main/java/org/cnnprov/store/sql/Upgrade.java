package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a store of an older layout to the one of this release. The statements of a step are never
 * changed once they were released: they speak of the layouts that they lead from and to, not of
 * {@link Tables}, which go on.
 */
final class Upgrade {

  /** The first leads from layout 1 to 2, the next from 2 to 3. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "ALTER TABLE public.dataflow ADD COLUMN archived BOOLEAN",
              "ALTER TABLE public.dataflow_execution ADD COLUMN archived BOOLEAN",
              """
              CREATE TABLE public.change_record (id BIGINT, execution_id BIGINT, df_id BIGINT,
                field VARCHAR, name VARCHAR, "value" VARCHAR, changed_by VARCHAR,
                changed_at TIMESTAMP)""",
              """
              CREATE TABLE public.removal (id BIGINT, removed_execution BIGINT,
                removed_dataflow BIGINT, dataflow VARCHAR, tag VARCHAR, door VARCHAR,
                removed_by VARCHAR, removed_at TIMESTAMP, reopened BOOLEAN)""",
              """
              CREATE TABLE public.saved_query (id BIGINT, name VARCHAR, kind VARCHAR,
                text VARCHAR, created_by VARCHAR, created_at TIMESTAMP)"""),
          // The views influence and derivation.
          List.of(),
          List.of(
              """
              CREATE TABLE public.prov_document (id BIGINT, sha256 VARCHAR, format VARCHAR,
                name VARCHAR, statements BIGINT, imported_by VARCHAR, imported_at TIMESTAMP)""",
              """
              CREATE TABLE public.prov_bundle (id BIGINT, document_id BIGINT, iri VARCHAR)""",
              """
              CREATE TABLE public.prov_namespace (bundle_id BIGINT, "position" BIGINT,
                prefix VARCHAR, iri VARCHAR)""",
              """
              CREATE TABLE public.prov_statement (id BIGINT, bundle_id BIGINT, kind VARCHAR,
                iri VARCHAR, subject VARCHAR, "object" VARCHAR, activity VARCHAR, plan VARCHAR,
                generation VARCHAR, "usage" VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP,
                occurred_at TIMESTAMP, sha256 VARCHAR)""",
              """
              CREATE TABLE public.prov_attribute (statement_id BIGINT, "position" BIGINT,
                name VARCHAR, "value" VARCHAR, type VARCHAR, language VARCHAR)"""));

  private Upgrade() {}

  /** The layout that the last step leads to. */
  static long target() {
    return 1L + STEPS.size();
  }

  /**
   * Runs the steps that a store of this layout lacks, in the running transaction. Views across
   * dataflows hold no data: all are created as this release has them.
   */
  static void from(long layout, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : STEPS.subList((int) layout - 1, STEPS.size())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      for (String view : TrainingViews.acrossDataflows()) {
        statement.execute(view);
      }
      statement.execute(
          "UPDATE %s SET version = %d".formatted(Tables.LAYOUT.qualified(), target()));
    }
  }
}
