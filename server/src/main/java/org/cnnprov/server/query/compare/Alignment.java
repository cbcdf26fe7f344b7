package org.cnnprov.server.query.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of several executions by their names, in whichever case; null where one has none. */
final class Alignment {

  private record Values(String name, List<@Nullable Object> values) {}

  private final int executions;
  private final Map<String, Values> byName = new LinkedHashMap<>();

  /** For so many executions. */
  Alignment(int executions) {
    this.executions = executions;
  }

  /**
   * Says a value of the execution in that place. Shown is the name that came first.
   *
   * @return this
   */
  Alignment add(int execution, String name, @Nullable Object value) {
    byName
        .computeIfAbsent(
            name.toLowerCase(Locale.ROOT),
            absent -> new Values(name, new ArrayList<>(Collections.nCopies(executions, null))))
        .values()
        .set(execution, value);
    return this;
  }

  Alignment addAll(int execution, Map<String, @Nullable Object> values) {
    values.forEach((name, value) -> add(execution, name, value));
    return this;
  }

  /** A member for each name: {@code name}, {@code values}, {@code differs}. */
  List<Map<String, @Nullable Object>> json() {
    return byName.values().stream()
        .map(
            each -> {
              Map<String, @Nullable Object> json = new LinkedHashMap<>();
              json.put("name", each.name());
              json.put("values", each.values());
              json.put("differs", differ(each.values()));
              return json;
            })
        .toList();
  }

  /** NaN is equal to NaN. */
  static boolean differ(List<@Nullable Object> values) {
    return values.stream().anyMatch(value -> !Objects.equals(value, values.get(0)));
  }
}
