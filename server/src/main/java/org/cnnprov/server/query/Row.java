package org.cnnprov.server.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of an answer, or a struct within one: values by the names of their columns, in order. */
public record Row(Map<String, @Nullable Object> values) {

  public @Nullable Object value(String name) {
    return values.get(name);
  }

  /** A column that is never null. */
  public long number(String name) {
    return (Long) Objects.requireNonNull(values.get(name), name);
  }

  /** A column that is never null. */
  public String text(String name) {
    return Objects.requireNonNull(values.get(name), name).toString();
  }

  /** A list of structs; null counts as an empty one. */
  @SuppressWarnings("unchecked")
  public List<Row> list(String name) {
    List<Map<String, @Nullable Object>> structs =
        (List<Map<String, @Nullable Object>>) values.get(name);
    return structs == null ? List.of() : structs.stream().map(Row::new).toList();
  }

  /** This row with another value in one column. */
  public Row with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Row(changed);
  }
}
