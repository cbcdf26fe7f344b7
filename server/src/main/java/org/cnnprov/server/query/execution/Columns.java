package org.cnnprov.server.query.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Row;
import org.cnnprov.server.query.filter.FieldSql;
import org.cnnprov.server.query.filter.Fields;
import org.cnnprov.server.query.filter.FilterException;
import org.jspecify.annotations.Nullable;

/** The columns of a run table that a client chose, named in the answer as in the request. */
final class Columns {

  private final List<Column> columns;

  /**
   * One column.
   *
   * @param expressions of which at most one is not null
   */
  private record Column(String name, List<String> expressions) {}

  private Columns(List<Column> columns) {
    this.columns = columns;
  }

  static Columns parse(String text, FieldSql sql) throws ProblemException {
    List<Column> columns = new ArrayList<>();
    try {
      for (Fields.Named named : Fields.parseAll(text)) {
        columns.add(new Column(named.text(), sql.expressions(named.field())));
      }
    } catch (FilterException unknown) {
      throw Parameters.invalid("columns", String.valueOf(unknown.getMessage()));
    }
    return new Columns(columns);
  }

  /** For the select list, with a comma before each. */
  String select() {
    StringBuilder select = new StringBuilder();
    for (int column = 0; column < columns.size(); column++) {
      List<String> expressions = columns.get(column).expressions();
      for (int part = 0; part < expressions.size(); part++) {
        select
            .append(", ")
            .append(expressions.get(part))
            .append(" AS ")
            .append(alias(column, part));
      }
    }
    return select.toString();
  }

  Map<String, @Nullable Object> values(Row row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.value("id"));
    for (int column = 0; column < columns.size(); column++) {
      Object value = null;
      for (int part = 0; value == null && part < columns.get(column).expressions().size(); part++) {
        value = row.value(alias(column, part));
      }
      values.put(columns.get(column).name(), value);
    }
    return values;
  }

  private static String alias(int column, int part) {
    return "column_" + column + "_" + part;
  }
}
