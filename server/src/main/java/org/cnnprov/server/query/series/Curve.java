package org.cnnprov.server.query.series;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * A metric of an execution over an axis.
 *
 * @param source where its points are; empty where the execution has no such metric
 */
record Curve(long execution, String name, Axis axis, Optional<CurveSource> source) {

  /**
   * Of each bucket along x the least, the greatest and the first NaN point are kept, and the first
   * and the last point of all: a spike of one step survives, and so does the place where a loss
   * became NaN.
   */
  private static final String DOWNSAMPLED =
      """
      , bounds AS (
        SELECT count(*) AS total, min(x) AS first_x, max(x) AS last_x,
          greatest(1, (? - 2) // (CASE WHEN bool_or(isnan(y)) THEN 3 ELSE 2 END)) AS buckets
        FROM point),
      bucket AS (
        SELECT least(buckets - 1, floor((x - first_x) / (last_x - first_x) * buckets)) AS bucket,
          arg_min(x, y) FILTER (NOT isnan(y)) AS x_of_least, min(y) FILTER (NOT isnan(y)) AS least,
          arg_max(x, y) FILTER (NOT isnan(y)) AS x_of_greatest,
          max(y) FILTER (NOT isnan(y)) AS greatest, min(x) FILTER (isnan(y)) AS x_of_nan
        FROM point, bounds WHERE total > ? GROUP BY bucket),
      kept AS (
        SELECT x_of_least AS x, least AS y FROM bucket
        UNION SELECT x_of_greatest, greatest FROM bucket
        UNION SELECT x_of_nan, 'NaN'::DOUBLE FROM bucket
        UNION SELECT min(x), arg_min(y, x) FROM point, bounds WHERE total > ?
        UNION SELECT max(x), arg_max(y, x) FROM point, bounds WHERE total > ?
        UNION ALL SELECT x, y FROM point, bounds WHERE total <= ?)
      SELECT x, y, total FROM kept, bounds WHERE x IS NOT NULL ORDER BY x, y""";

  /** Writes it with at most {@code points} points. */
  void writeTo(JsonWriter json, Reader reader, int points) throws IOException, StoreException {
    List<Row> rows = source.isEmpty() ? List.of() : reader.rows(query(source.get(), points));
    json.beginObject();
    json.field("execution", execution);
    json.field("name", name);
    json.field("x", rows.stream().map(row -> row.value("x")).toList());
    json.field("y", rows.stream().map(row -> row.value("y")).toList());
    json.field("points_total", rows.isEmpty() ? 0 : rows.get(0).number("total"));
    json.endObject();
  }

  private Fragment query(CurveSource from, int points) {
    return from.points(execution, axis).then(DOWNSAMPLED, points, points, points, points, points);
  }
}
