package org.cnnprov.server.query.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * Reads the points of curves, each with at most so many: short ones of one source in one statement,
 * long ones downsampled, one after the other.
 *
 * <p>Of each bucket along x the least, the greatest and the first NaN point are kept, and the first
 * and the last point of all: a spike of one step survives, and so does the place where a loss
 * became NaN.
 */
final class CurveReader {

  private static final String ALL = "SELECT execution, x, y FROM point ORDER BY execution, x, y";

  /** Where no y is NaN: the greatest is NaN in a bucket that has one. */
  private static final String EXTREMES =
      """
      SELECT CAST((x - ?) * ? AS INTEGER) AS bucket, arg_min(x, y) AS x1, min(y) AS y1,
        arg_max(x, y) AS x2, max(y) AS y2
      FROM point WHERE x BETWEEN ? AND ? GROUP BY bucket""";

  private static final String EXTREMES_AND_NAN =
      """
      SELECT CAST((x - ?) * ? AS INTEGER) AS bucket, arg_min(x, finite) AS x1, min(finite) AS y1,
        arg_max(x, finite) AS x2, max(finite) AS y2, min(CASE WHEN isnan(y) THEN x END) AS x3,
        'NaN'::DOUBLE AS y3
      FROM (SELECT x, y, CASE WHEN NOT isnan(y) THEN y END AS finite FROM point)
      WHERE x BETWEEN ? AND ? GROUP BY bucket""";

  private static final String ENDS =
      "SELECT x AS x1, arg_min(y, x) AS y1 FROM point WHERE x = ? OR x = ? GROUP BY x";

  private final Reader reader;
  private final int most;

  /**
   * A reader.
   *
   * @param most points of each curve
   */
  CurveReader(Reader reader, int most) {
    this.reader = reader;
    this.most = most;
  }

  /** How many points of a curve are read. */
  long size(Extent extent) {
    return Math.min(extent.total(), most);
  }

  /** The points of the curves that have some. */
  Map<Curve, Points> read(List<Curve> curves, Map<Curve, Extent> extents) throws StoreException {
    Map<Curve, Points> read = new HashMap<>();
    List<Curve> whole = new ArrayList<>();
    for (Curve curve : curves) {
      Extent extent = extents.getOrDefault(curve, Extent.EMPTY);
      if (extent.total() > most) {
        read.put(curve, downsampled(curve, extent));
      } else if (extent.total() > 0) {
        whole.add(curve);
      }
    }
    for (Map.Entry<CurveSource, Map<Long, Curve>> each : CurveFinder.bySource(whole).entrySet()) {
      Map<Long, Curve> ofSource = each.getValue();
      for (Row row :
          reader.rows(each.getKey().points(reader, List.copyOf(ofSource.keySet())).then(ALL))) {
        read.computeIfAbsent(ofSource.get(row.number("execution")), absent -> Points.none())
            .add(CurveFinder.number(row, "x"), CurveFinder.number(row, "y"));
      }
    }
    return read;
  }

  private Points downsampled(Curve curve, Extent extent) throws StoreException {
    Fragment points = curve.source().orElseThrow().points(reader, List.of(curve.execution()));
    List<Row> rows = reader.rows(points.then(EXTREMES, bucketing(extent, 2)));
    if (rows.stream().anyMatch(row -> Double.isNaN(CurveFinder.number(row, "y2")))) {
      rows = reader.rows(points.then(EXTREMES_AND_NAN, bucketing(extent, 3)));
    }
    SortedSet<Points.Point> kept = new TreeSet<>();
    addTo(kept, rows, 3);
    addTo(kept, reader.rows(points.then(ENDS, extent.first(), extent.last())), 1);
    return Points.of(kept);
  }

  /** The parameters that put the points between both ends into buckets of so many points. */
  private Object[] bucketing(Extent extent, int pointsOfBucket) {
    // The engine rounds: the first and the last bucket are half as wide, and one more than its
    // scale.
    int scale = Math.max(1, (most - 2) / pointsOfBucket) - 1;
    double width = extent.last() - extent.first();
    double factor = width > 0 ? scale / width : 0;
    return new Object[] {extent.first(), factor, extent.first(), extent.last()};
  }

  private static void addTo(Set<Points.Point> kept, List<Row> rows, int places) {
    for (Row row : rows) {
      for (int place = 1; place <= places; place++) {
        if (row.value("x" + place) instanceof Double x
            && row.value("y" + place) instanceof Double y) {
          kept.add(new Points.Point(x, y));
        }
      }
    }
  }
}
