package org.cnnprov.server.query.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/** Finds where curves are and how far they reach, of all that are asked for at once. */
final class CurveFinder {

  private static final String CATALOGUE =
      """
      SELECT e.id AS execution, y.name, d.schema_name, s.tag, s.table_name, l.column_name AS task,
        y.column_name AS y,
        (SELECT x.column_name FROM public.attribute x WHERE x.ds_id = s.id AND x.name = ?) AS x,
        (SELECT r.column_name FROM public.attribute r
          WHERE r.ds_id = s.id AND r.name = 'rank' AND r.type = 'NUMERIC') AS rank
      FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id
      JOIN public.data_set s ON s.df_id = d.id
      JOIN public.data_set_link l ON l.ds_id = s.id AND l.type = 'OUTPUT'
      JOIN public.attribute y ON y.ds_id = s.id AND y.type = 'NUMERIC'
      WHERE e.id IN (%s) AND y.name IN (%s) AND s.tag IN (%s)""";

  private static final String EXTENTS =
      "SELECT execution, count(*) AS total, min(x) AS first_x, max(x) AS last_x"
          + " FROM point GROUP BY execution";

  private final Reader reader;
  private final Axis axis;

  CurveFinder(Reader reader, Axis axis) {
    this.reader = reader;
    this.axis = axis;
  }

  /** A curve for each execution and name, in their order. */
  List<Curve> curves(List<Long> executions, List<String> names) throws StoreException {
    List<String> keys = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    Fragment query =
        Fragment.of(
            CATALOGUE.formatted(marks(executions), marks(keys), marks(axis.sets())),
            Stream.of(
                    Stream.of(axis.text()),
                    executions.stream(),
                    keys.stream(),
                    axis.sets().stream())
                .flatMap(Function.identity())
                .toArray());
    Map<List<Object>, List<Row>> found =
        reader.rows(query).stream()
            .collect(
                Collectors.groupingBy(row -> List.of(row.number("execution"), row.text("name"))));
    List<Curve> curves = new ArrayList<>();
    for (long execution : executions) {
      for (int i = 0; i < names.size(); i++) {
        List<Row> sources = found.getOrDefault(List.of(execution, keys.get(i)), List.of());
        curves.add(new Curve(execution, names.get(i), preferred(sources)));
      }
    }
    return curves;
  }

  /** How far each curve reaches that has points. */
  Map<Curve, Extent> extents(List<Curve> curves) throws StoreException {
    Map<Curve, Extent> extents = new HashMap<>();
    for (Map.Entry<CurveSource, Map<Long, Curve>> each : bySource(curves).entrySet()) {
      Map<Long, Curve> ofSource = each.getValue();
      Fragment points = each.getKey().points(reader, List.copyOf(ofSource.keySet()));
      for (Row row : reader.rows(points.then(EXTENTS))) {
        extents.put(
            ofSource.get(row.number("execution")),
            new Extent(row.number("total"), number(row, "first_x"), number(row, "last_x")));
      }
    }
    return extents;
  }

  /** The curves that have a source, by it and their execution. */
  static Map<CurveSource, Map<Long, Curve>> bySource(List<Curve> curves) {
    Map<CurveSource, Map<Long, Curve>> bySource = new HashMap<>();
    for (Curve curve : curves) {
      curve
          .source()
          .ifPresent(
              source ->
                  bySource
                      .computeIfAbsent(source, absent -> new HashMap<>())
                      .put(curve.execution(), curve));
    }
    return bySource;
  }

  static double number(Row row, String column) {
    return (Double) Objects.requireNonNull(row.value(column), column);
  }

  private Optional<CurveSource> preferred(List<Row> sources) {
    return axis.sets().stream()
        .flatMap(set -> sources.stream().filter(row -> row.text("tag").equals(set)))
        .filter(row -> axis == Axis.TIME || row.value("x") != null)
        .findFirst()
        .map(row -> CurveSource.of(row, axis));
  }

  private static String marks(List<?> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }
}
