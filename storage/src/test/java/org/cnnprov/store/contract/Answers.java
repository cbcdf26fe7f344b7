package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.store.Query;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.jspecify.annotations.Nullable;

/** Runs queries of tests and compares their rows as {@code spec/README.md} says. */
public final class Answers {

  private Answers() {}

  /** All rows of a query of ours. */
  public static List<List<@Nullable Object>> rows(Store store, String sql) {
    return rows(store, Query.own(sql));
  }

  /** All rows of a query. */
  public static List<List<@Nullable Object>> rows(Store store, Query query) {
    Collected collected = new Collected();
    try {
      store.query(query, collected);
    } catch (Exception e) {
      throw new AssertionError(query.sql() + ": " + e.getMessage(), e);
    }
    return collected.rows;
  }

  /** Holds each statement of {@code tables} against the store. */
  public static void check(Store store, JsonNode tables) {
    for (JsonNode table : tables) {
      String sql = table.get("sql").textValue();
      List<List<String>> expected = new ArrayList<>();
      for (JsonNode row : table.get("rows")) {
        List<String> values = new ArrayList<>();
        row.forEach(value -> values.add(canonical(value)));
        expected.add(values);
      }
      List<List<String>> found =
          rows(store, sql).stream()
              .map(row -> row.stream().map(Answers::canonical).toList())
              .toList();
      assertEquals(expected, found, sql);
    }
  }

  private static String canonical(JsonNode value) {
    if (value.isNumber()) {
      return Double.toString(value.doubleValue());
    }
    return value.isNull() ? "null" : value.asText();
  }

  private static String canonical(@Nullable Object value) {
    if (value instanceof BigDecimal || value instanceof Long) {
      return Double.toString(((Number) value).doubleValue());
    }
    return String.valueOf(value);
  }

  private static final class Collected implements RowSink {

    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values);
    }

    @Override
    public void end(boolean truncated) {}
  }
}
