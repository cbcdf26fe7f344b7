package org.cnnprov.server.query.execution;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Row;
import org.cnnprov.server.query.filter.Field;
import org.cnnprov.server.query.filter.FieldSql;
import org.cnnprov.server.query.filter.Fields;
import org.cnnprov.server.query.filter.FilterException;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a run table that a client chose, named in the answer as in the request. They are
 * read for the executions of the page alone, all hyperparameters in one list and all metrics in
 * another: to plan a join or an expression for each costs more than to read them.
 */
final class Columns {

  private static final String PARAMETERS =
      """
      SELECT execution_id, list({'name': name, 'number': number, 'text': text}) AS parameters
      FROM (SELECT execution_id, name, %s AS number, %s AS text FROM %s"""
          .formatted(FieldSql.NUMBER, FieldSql.TEXT, FieldSql.PARAMETERS);

  private static final String METRICS =
      """
      SELECT execution_id, list({'name': name, 'last': last, 'min': min, 'max': max}) AS metrics
      FROM (SELECT execution_id, name, %s AS last, %s AS min, %s AS max
        FROM public.training_metric"""
          .formatted(FieldSql.LAST, FieldSql.LEAST, FieldSql.GREATEST);

  private final List<Fields.Named> columns;

  private Columns(List<Fields.Named> columns) {
    this.columns = columns;
  }

  static Columns parse(String text) throws ProblemException {
    try {
      return new Columns(Fields.parseAll(text));
    } catch (FilterException unknown) {
      throw Parameters.invalid("columns", String.valueOf(unknown.getMessage()));
    }
  }

  /** A statement with all that {@code chosen} has of each execution, and the columns. */
  Fragment of(Fragment chosen) {
    String own = "";
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    for (Fields.Named column : columns) {
      if (column.field() instanceof Field.Own of) {
        own += ", " + FieldSql.column(of) + " AS " + alias(of);
      } else if (column.field() instanceof Field.Parameter parameter) {
        parameters.add(parameter.name());
      } else if (column.field() instanceof Field.Metric metric) {
        metrics.add(metric.name());
      }
    }
    return Fragment.of("WITH chosen AS MATERIALIZED (")
        .then(chosen)
        .then(")\nSELECT chosen.*" + own)
        .then(parameters.isEmpty() ? "" : ", parameters")
        .then(metrics.isEmpty() ? "" : ", metrics")
        .then(
            "\nFROM chosen JOIN public.dataflow_execution e ON e.id = chosen.id"
                + " JOIN public.dataflow d ON d.id = e.df_id")
        .then(joined("parameter_of", PARAMETERS, parameters))
        .then(joined("metric_of", METRICS, metrics))
        .then("\nORDER BY chosen.position");
  }

  private static Fragment joined(String alias, String of, Set<String> names) {
    if (names.isEmpty()) {
      return Fragment.NOTHING;
    }
    String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
    return Fragment.of(
        ("\nLEFT JOIN (" + of + " WHERE name IN (" + marks + ")")
            + " AND execution_id IN (SELECT id FROM chosen) GROUP BY execution_id, name)"
            + (" GROUP BY execution_id) " + alias + " ON " + alias + ".execution_id = chosen.id"),
        names.toArray());
  }

  Map<String, @Nullable Object> values(Row row) {
    Map<String, Row> parameters = byName(row, "parameters");
    Map<String, Row> metrics = byName(row, "metrics");
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.value("id"));
    for (Fields.Named column : columns) {
      values.put(column.text(), value(column.field(), row, parameters, metrics));
    }
    return values;
  }

  private static @Nullable Object value(
      Field field, Row row, Map<String, Row> parameters, Map<String, Row> metrics) {
    if (field instanceof Field.Own own) {
      return row.value(alias(own));
    }
    if (field instanceof Field.Metric metric) {
      Row found = metrics.get(metric.name());
      return found == null ? null : found.value(FieldSql.column(metric.summary()));
    }
    Row found = parameters.get(((Field.Parameter) field).name());
    if (found == null) {
      return null;
    }
    Object number = found.value("number");
    return number == null ? found.value("text") : number;
  }

  private static Map<String, Row> byName(Row row, String list) {
    Map<String, Row> found = new HashMap<>();
    for (Row each : row.list(list)) {
      found.put(each.text("name"), each);
    }
    return found;
  }

  private static String alias(Field.Own own) {
    return "own_" + own.name().toLowerCase(Locale.ROOT);
  }
}
