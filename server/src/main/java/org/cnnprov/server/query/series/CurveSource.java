package org.cnnprov.server.query.series;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * The column of a data set that holds the points of curves.
 *
 * @param table qualified and quoted
 * @param task column of the task that wrote the row, quoted
 * @param y column of the metric, quoted
 * @param x column of the axis, quoted; empty for the time, which every row has
 * @param rank column of the rank, quoted, where rows of several ranks lie side by side
 */
record CurveSource(String table, String task, String y, Optional<String> x, Optional<String> rank) {

  /** NaN is greater than infinity here: it is left out as well. */
  private static final String POINTS =
      """
      WITH point AS NOT MATERIALIZED (
        SELECT execution, x, y FROM (
          SELECT e.id AS execution, CAST(%s AS DOUBLE) AS x, CAST(t.%s AS DOUBLE) AS y
          FROM %s t %s%s)
        WHERE y IS NOT NULL AND x > '-Infinity'::DOUBLE AND x < 'Infinity'::DOUBLE)
      """;

  private static final String OF_EXECUTIONS =
      """
      JOIN public.task k ON k.id = t.%s JOIN public.dataflow_execution e ON e.id = k.execution_id
          WHERE k.execution_id IN (%s)""";

  /** The tasks as literals: the scan takes them as its filter, where a join costs as much again. */
  private static final String OF_TASKS =
      """
      CROSS JOIN (SELECT * FROM public.dataflow_execution WHERE id = ?) e
          WHERE t.%s IN (%s)""";

  private static final int MOST_LITERALS = 1_000;

  private static final String SECONDS =
      "epoch(coalesce(t.cnnprov_at, t.cnnprov_received_at)"
          + " - coalesce(e.started_at, e.received_at))";

  static CurveSource of(Row row, Axis axis) {
    return new CurveSource(
        Fragment.quoted(row.text("schema_name")) + "." + Fragment.quoted(row.text("table_name")),
        Fragment.quoted(row.text("task")),
        Fragment.quoted(row.text("y")),
        axis == Axis.TIME ? Optional.empty() : Optional.of(Fragment.quoted(row.text("x"))),
        Optional.ofNullable(row.value("rank")).map(rank -> Fragment.quoted(rank.toString())));
  }

  /**
   * A statement's beginning, with the points of the first rank as {@code point(execution, x, y)}.
   */
  Fragment points(Reader reader, List<Long> executions) throws StoreException {
    if (executions.size() == 1) {
      long execution = executions.get(0);
      List<Row> tasks =
          reader.rows(Fragment.of("SELECT id FROM public.task WHERE execution_id = ?", execution));
      if (!tasks.isEmpty() && tasks.size() <= MOST_LITERALS) {
        String literals =
            tasks.stream().map(row -> row.text("id")).collect(Collectors.joining(", "));
        return points(OF_TASKS.formatted(task, literals), List.of(execution));
      }
    }
    String marks = String.join(", ", Collections.nCopies(executions.size(), "?"));
    return points(OF_EXECUTIONS.formatted(task, marks), executions);
  }

  private Fragment points(String narrowed, List<Long> parameters) {
    String place = x.map(column -> "t." + column).orElse(SECONDS);
    String ofFirstRank = rank.map(" AND coalesce(t.%s, 0) = 0"::formatted).orElse("");
    return Fragment.of(
        POINTS.formatted(place, y, table, narrowed, ofFirstRank), parameters.toArray());
  }
}
