package org.cnnprov.server.query.execution;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.http.Cursor;
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
 * The order of executions: by a field, then by id. Executions that lack the value, or have NaN,
 * come last in either direction. Pages go on behind the values of their last item, so that what was
 * added meanwhile moves nothing.
 */
final class Order {

  private static final String ID = "e.id";

  private final boolean descending;
  private final List<Key> keys;

  private record Key(String sql, String placeholder) {}

  private Order(boolean descending, List<Key> keys) {
    this.descending = descending;
    this.keys = keys;
  }

  /**
   * Reads the parameter {@code order}.
   *
   * @param text {@code field} or {@code -field}
   */
  static Order parse(String text, FieldSql sql) throws ProblemException {
    boolean descending = text.startsWith("-");
    try {
      Field field = Fields.parse(descending ? text.substring(1) : text);
      List<Key> keys = new ArrayList<>();
      for (String expression : sql.expressions(field)) {
        keys.add(key(field, expression));
      }
      return new Order(descending, keys);
    } catch (FilterException unknown) {
      throw Parameters.invalid("order", String.valueOf(unknown.getMessage()));
    }
  }

  /** What the rows must hold for {@link #place}: the keys as {@code key_0}, {@code key_1}, …. */
  String columns() {
    StringBuilder columns = new StringBuilder();
    for (int index = 0; index < keys.size(); index++) {
      columns.append(", ").append(keys.get(index).sql()).append(" AS ").append(column(index));
    }
    return columns.toString();
  }

  String clause() {
    String direction = descending ? " DESC" : "";
    StringBuilder clause = new StringBuilder();
    for (Key key : keys) {
      clause.append(key.sql()).append(direction).append(" NULLS LAST, ");
    }
    return clause.append(ID).append(direction).toString();
  }

  List<String> keyColumns() {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      columns.add(column(index));
    }
    return columns;
  }

  /** Where the next page begins behind this row. */
  List<@Nullable Object> place(Row row) {
    List<@Nullable Object> place = new ArrayList<>();
    keyColumns().forEach(column -> place.add(row.value(column)));
    place.add(row.value("id"));
    return place;
  }

  /** True for the rows behind the cursor. */
  Fragment behind(Cursor cursor) throws ProblemException {
    Fragment behind = Fragment.of(ID + beyond() + "?", cursor.number(keys.size()));
    for (int index = keys.size() - 1; index >= 0; index--) {
      behind = behind(keys.get(index), cursor.values().get(index), behind);
    }
    return behind;
  }

  private Fragment behind(Key key, @Nullable Object value, Fragment rest) {
    if (value == null) {
      return Fragment.of("(" + key.sql() + " IS NULL AND ").then(rest).then(")");
    }
    String compared = key.placeholder();
    return Fragment.of("(" + key.sql() + beyond() + compared, value)
        .then(" OR " + key.sql() + " IS NULL")
        .then(" OR (" + key.sql() + " = " + compared + " AND ", value)
        .then(rest)
        .then("))");
  }

  private String beyond() {
    return descending ? " < " : " > ";
  }

  private static Key key(Field field, String expression) {
    return switch (field.kind()) {
      case NUMBER -> new Key(withoutNaN(expression), "?");
      case TEXT -> new Key(expression, "?");
      case TIME -> new Key(expression, "CAST(? AS TIMESTAMP)");
      case EITHER ->
          new Key(expression.endsWith(".number") ? withoutNaN(expression) : expression, "?");
    };
  }

  private static String withoutNaN(String expression) {
    return "CASE WHEN isnan(" + expression + "::DOUBLE) THEN NULL ELSE " + expression + " END";
  }

  private static String column(int index) {
    return "key_" + index;
  }
}
