package org.cnnprov.server.query.execution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
 * read for the executions of the page alone: all hyperparameters in one pass, all metrics in
 * another, since a join for each costs more to plan than to run.
 */
final class Columns {

  private static final String OF_PARAMETER =
      "SELECT execution_id, name, %s AS number, %s AS text FROM %s"
          .formatted(FieldSql.NUMBER, FieldSql.TEXT, FieldSql.PARAMETERS);

  private static final String OF_METRIC =
      "SELECT execution_id, name, %s AS last, %s AS min, %s AS max FROM public.training_metric"
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
    Fragment own = Fragment.NOTHING;
    Fragment parameters = Fragment.NOTHING;
    Fragment metrics = Fragment.NOTHING;
    Set<String> parameterNames = new LinkedHashSet<>();
    Set<String> metricNames = new LinkedHashSet<>();
    for (int column = 0; column < columns.size(); column++) {
      Field field = columns.get(column).field();
      if (field instanceof Field.Own of) {
        own = own.then(", " + FieldSql.column(of) + " AS " + alias(column, 0));
      } else if (field instanceof Field.Parameter parameter) {
        parameterNames.add(parameter.name());
        parameters =
            parameters
                .then(picked("number", alias(column, 0), parameter.name()))
                .then(picked("text", alias(column, 1), parameter.name()));
      } else if (field instanceof Field.Metric metric) {
        metricNames.add(metric.name());
        metrics =
            metrics.then(
                picked(FieldSql.column(metric.summary()), alias(column, 0), metric.name()));
      }
    }
    return Fragment.of("WITH chosen AS MATERIALIZED (")
        .then(chosen)
        .then(")\nSELECT chosen.*")
        .then(own)
        .then(parameterNames.isEmpty() ? "" : ", parameters.* EXCLUDE (execution_id)")
        .then(metricNames.isEmpty() ? "" : ", metrics.* EXCLUDE (execution_id)")
        .then(
            "\nFROM chosen JOIN public.dataflow_execution e ON e.id = chosen.id"
                + " JOIN public.dataflow d ON d.id = e.df_id")
        .then(joined(OF_PARAMETER, parameters, parameterNames, "parameters"))
        .then(joined(OF_METRIC, metrics, metricNames, "metrics"))
        .then("\nORDER BY chosen.position");
  }

  private static Fragment picked(String value, String alias, String name) {
    return Fragment.of(", any_value(" + value + ") FILTER (name = ?) AS " + alias, name);
  }

  private static Fragment joined(String of, Fragment picked, Set<String> names, String alias) {
    if (names.isEmpty()) {
      return Fragment.NOTHING;
    }
    String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
    return Fragment.of("\nLEFT JOIN (SELECT execution_id")
        .then(picked)
        .then(" FROM (" + of + " WHERE name IN (" + marks + ")", names.toArray())
        .then(" AND execution_id IN (SELECT id FROM chosen) GROUP BY execution_id, name)")
        .then(" GROUP BY execution_id) %1$s ON %1$s.execution_id = chosen.id".formatted(alias));
  }

  Map<String, @Nullable Object> values(Row row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.value("id"));
    for (int column = 0; column < columns.size(); column++) {
      Object value = row.value(alias(column, 0));
      if (value == null && columns.get(column).field() instanceof Field.Parameter) {
        value = row.value(alias(column, 1));
      }
      values.put(columns.get(column).text(), value);
    }
    return values;
  }

  private static String alias(int column, int part) {
    return "column_" + column + "_" + part;
  }
}
