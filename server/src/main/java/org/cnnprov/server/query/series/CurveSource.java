package org.cnnprov.server.query.series;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * The column of a data set that holds the points of a curve.
 *
 * @param table qualified and quoted
 * @param task column of the task that wrote the row, quoted
 * @param y column of the metric, quoted
 * @param x column of the axis, quoted; empty for the time, which every row has
 * @param rank column of the rank, quoted, where rows of several ranks lie side by side
 */
record CurveSource(String table, String task, String y, Optional<String> x, Optional<String> rank) {

  private static final String CATALOGUE =
      """
      SELECT d.schema_name, s.tag, s.table_name, l.column_name AS task, y.column_name AS y,
        (SELECT x.column_name FROM public.attribute x WHERE x.ds_id = s.id AND x.name = ?) AS x,
        (SELECT r.column_name FROM public.attribute r
          WHERE r.ds_id = s.id AND r.name = 'rank' AND r.type = 'NUMERIC') AS rank
      FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id
      JOIN public.data_set s ON s.df_id = d.id
      JOIN public.data_set_link l ON l.ds_id = s.id AND l.type = 'OUTPUT'
      JOIN public.attribute y ON y.ds_id = s.id AND y.type = 'NUMERIC'
      WHERE e.id = ? AND y.name = ? AND s.tag IN (%s)""";

  private static final String POINTS =
      """
      WITH point AS (
        SELECT x, y FROM (SELECT CAST(%s AS DOUBLE) AS x, CAST(t.%s AS DOUBLE) AS y
          FROM %s t JOIN public.task k ON k.id = t.%s
          JOIN public.dataflow_execution e ON e.id = k.execution_id
          WHERE e.id = ?%s)
        WHERE isfinite(x) AND y IS NOT NULL)""";

  private static final String SECONDS =
      "epoch(coalesce(t.cnnprov_at, t.cnnprov_received_at)"
          + " - coalesce(e.started_at, e.received_at))";

  /** Where the execution has the metric, if it has it over the axis. */
  static Optional<CurveSource> find(Reader reader, long execution, String name, Axis axis)
      throws StoreException {
    String marks = String.join(", ", Collections.nCopies(axis.sets().size(), "?"));
    Fragment query =
        Fragment.of(CATALOGUE.formatted(marks), axis.text(), execution, name)
            .then("", axis.sets().toArray());
    List<Row> found = reader.rows(query);
    return axis.sets().stream()
        .flatMap(set -> found.stream().filter(row -> row.text("tag").equals(set)))
        .filter(row -> axis == Axis.TIME || row.value("x") != null)
        .findFirst()
        .map(row -> of(row, axis));
  }

  /** A statement's beginning, with the points of the first rank as {@code point(x, y)}. */
  Fragment points(long execution, Axis axis) {
    String ofFirstRank = rank.map(" AND coalesce(t.%s, 0) = 0"::formatted).orElse("");
    String place = axis == Axis.TIME ? SECONDS : "t." + x.orElseThrow();
    return Fragment.of(POINTS.formatted(place, y, table, task, ofFirstRank), execution);
  }

  private static CurveSource of(Row row, Axis axis) {
    return new CurveSource(
        Fragment.quoted(row.text("schema_name")) + "." + Fragment.quoted(row.text("table_name")),
        Fragment.quoted(row.text("task")),
        Fragment.quoted(row.text("y")),
        axis == Axis.TIME ? Optional.empty() : Optional.of(Fragment.quoted(row.text("x"))),
        Optional.ofNullable(row.value("rank")).map(rank -> Fragment.quoted(rank.toString())));
  }
}
