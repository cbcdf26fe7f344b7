package org.cnnprov.store.duckdb;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** The values of DuckDB's driver as those of {@link org.cnnprov.store.RowSink}. */
final class JavaValues {

  private JavaValues() {}

  static @Nullable Object of(@Nullable Object value) throws SQLException {
    if (value == null || isPlain(value)) {
      return value;
    } else if (value instanceof BigInteger integer) {
      return new java.math.BigDecimal(integer);
    } else if (value instanceof Number number) {
      return number instanceof Float ? (Object) number.doubleValue() : (Object) number.longValue();
    } else if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof Array array) {
      return list(Arrays.asList((@Nullable Object[]) array.getArray()));
    } else if (value instanceof Map<?, ?> map) {
      return map(map);
    } else if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    } else if (value instanceof Struct struct) {
      return list(Arrays.asList(struct.getAttributes()));
    } else if (value instanceof Blob blob) {
      return java.util.HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    return value.toString();
  }

  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Double
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof java.math.BigDecimal
        || value instanceof LocalDateTime
        || value instanceof LocalDate
        || value instanceof LocalTime;
  }

  private static List<@Nullable Object> list(List<? extends @Nullable Object> values)
      throws SQLException {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(of(value));
    }
    return plain;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> values) throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      plain.put(String.valueOf(entry.getKey()), of(entry.getValue()));
    }
    return plain;
  }
}
