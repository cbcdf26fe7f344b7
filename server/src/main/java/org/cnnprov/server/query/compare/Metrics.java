package org.cnnprov.server.query.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.cnnprov.server.query.Row;
import org.jspecify.annotations.Nullable;

/** The metrics of a comparison, from the rows of {@link MetricSql}. */
final class Metrics {

  /** Of metrics with such a part in their names the least is the best, of others the greatest. */
  private static final Pattern LESS_IS_BETTER =
      Pattern.compile("loss|error|mse|mae|rmse|perplexity|time|divergence");

  private static final List<String> COPIED =
      List.of("last", "epochs", "not_finite", "at_shared", "area");

  private Metrics() {}

  static List<Map<String, @Nullable Object>> json(List<Long> executions, List<Row> rows) {
    Map<String, List<Row>> byName = new TreeMap<>();
    rows.forEach(
        row -> byName.computeIfAbsent(row.text("name"), absent -> new ArrayList<>()).add(row));
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    byName.forEach((name, ofName) -> json.add(metric(name, executions, ofName)));
    return json;
  }

  private static Map<String, @Nullable Object> metric(
      String name, List<Long> executions, List<Row> rows) {
    boolean less = LESS_IS_BETTER.matcher(name).find();
    List<@Nullable Object> values = new ArrayList<>(Collections.nCopies(executions.size(), null));
    Object sharedEpoch = null;
    long sharedEpochs = 0;
    for (Row row : rows) {
      values.set(executions.indexOf(row.number("execution_id")), value(row, less));
      if (row.value("shared_epoch") != null) {
        sharedEpoch = row.value("shared_epoch");
        sharedEpochs = row.number("shared_epochs");
      }
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("better", less ? "less" : "more");
    json.put("shared_epochs", sharedEpochs);
    json.put("shared_epoch", sharedEpoch);
    json.put("values", values);
    json.put("differs", Alignment.differ(values));
    return json;
  }

  private static Map<String, @Nullable Object> value(Row row, boolean less) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    COPIED.forEach(member -> json.put(member, row.value(member)));
    json.put("best", row.value(less ? "least" : "greatest"));
    json.put("best_epoch", row.value(less ? "least_epoch" : "greatest_epoch"));
    return json;
  }
}
