package org.cnnprov.server.prov;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of an answer by the places of its columns: rows come by the million. */
record Cells(List<@Nullable Object> values) {

  @Nullable Object value(int column) {
    return values.get(column);
  }

  boolean has(int column) {
    return values.get(column) != null;
  }

  /** A column that is never null. */
  String text(int column) {
    return Objects.requireNonNull(values.get(column)).toString();
  }

  @Nullable String textOrNull(int column) {
    Object value = values.get(column);
    return value == null ? null : value.toString();
  }

  /** A column that is never null. */
  long number(int column) {
    return ((Number) Objects.requireNonNull(values.get(column))).longValue();
  }

  @Nullable Long numberOrNull(int column) {
    return values.get(column) instanceof Number number ? Long.valueOf(number.longValue()) : null;
  }

  double decimal(int column) {
    return ((Number) Objects.requireNonNull(values.get(column))).doubleValue();
  }

  @Nullable Instant time(int column) {
    return values.get(column) instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : null;
  }

  /** A column of lists of structs; null counts as an empty one. */
  @SuppressWarnings("unchecked")
  List<Map<String, @Nullable Object>> structs(int column) {
    Object value = values.get(column);
    return value == null ? List.of() : (List<Map<String, @Nullable Object>>) value;
  }

  boolean isTrue(int column) {
    return Boolean.TRUE.equals(values.get(column));
  }
}
