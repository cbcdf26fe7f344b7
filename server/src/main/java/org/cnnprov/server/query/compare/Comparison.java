package org.cnnprov.server.query.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cnnprov.server.query.Row;
import org.jspecify.annotations.Nullable;

/** Executions beside each other, from their documents. */
final class Comparison {

  private static final List<String> HEAD =
      List.of("id", "tag", "dataflow", "name", "status", "started_at", "ended_at");

  private final List<Row> executions;

  Comparison(List<Row> executions) {
    this.executions = executions;
  }

  /** Everything but the metrics. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("executions", executions.stream().map(Comparison::head).toList());
    json.put("hyperparameters", aligned("hyperparameters").json());
    json.put("adaptations", adaptations());
    json.put("data", data());
    json.put("code", code().json());
    json.put("environment", environment());
    return json;
  }

  private static Map<String, @Nullable Object> head(Row execution) {
    Map<String, @Nullable Object> head = new LinkedHashMap<>();
    HEAD.forEach(member -> head.put(member, execution.value(member)));
    return head;
  }

  /** A row for each attribute and epoch at which it changed in any of them, in their order. */
  private List<Map<String, @Nullable Object>> adaptations() {
    Map<String, Map<Double, List<@Nullable Object>>> byAttribute = new TreeMap<>();
    for (int i = 0; i < executions.size(); i++) {
      for (Row each : executions.get(i).list("adaptations")) {
        Object attribute = each.value("attribute");
        if (attribute != null && each.value("epoch_id") instanceof Double epoch) {
          byAttribute
              .computeIfAbsent(attribute.toString(), absent -> new TreeMap<>())
              .computeIfAbsent(epoch, absent -> places())
              .set(i, change(each));
        }
      }
    }
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    byAttribute.forEach(
        (attribute, byEpoch) ->
            byEpoch.forEach(
                (epoch, values) -> {
                  Map<String, @Nullable Object> row = new LinkedHashMap<>();
                  row.put("name", attribute);
                  row.put("epoch", epoch);
                  row.put("values", values);
                  row.put("differs", Alignment.differ(values));
                  json.add(row);
                }));
    return json;
  }

  private static Map<String, @Nullable Object> change(Row adaptation) {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    for (String member : List.of("old_value", "new_value", "kind", "cause")) {
      change.put(member, adaptation.value(member));
    }
    return change;
  }

  /** Files that were read, by their names; of several of one name, the newest. */
  private List<Map<String, @Nullable Object>> data() {
    Map<String, List<@Nullable Object>> byName = new TreeMap<>();
    for (int i = 0; i < executions.size(); i++) {
      for (Row file : executions.get(i).list("files")) {
        if ("input".equals(file.value("role"))) {
          byName.computeIfAbsent(file.text("name"), absent -> places()).set(i, file(file));
        }
      }
    }
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    byName.forEach(
        (name, values) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("name", name);
          row.put("values", values);
          row.put(
              "differs",
              Alignment.differ(
                  values.stream()
                      .<@Nullable Object>map(Comparison::content)
                      .collect(java.util.stream.Collectors.toCollection(ArrayList::new))));
          json.add(row);
        });
    return json;
  }

  private static Map<String, @Nullable Object> file(Row file) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String member : List.of("sha256", "size", "path")) {
      json.put(member, file.value(member));
    }
    return json;
  }

  /** What tells files apart: their hashes, or where there are none, size and place. */
  private static @Nullable Object content(@Nullable Object file) {
    if (!(file instanceof Map<?, ?> known)) {
      return null;
    }
    Object hash = known.get("sha256");
    return hash == null ? known : hash;
  }

  private Alignment code() {
    Alignment code = new Alignment(executions.size());
    for (int i = 0; i < executions.size(); i++) {
      Row execution = executions.get(i);
      code.addAll(i, members(execution.value("program")));
      code.addAll(i, members(members(execution.value("environment")).get("git")));
    }
    return code;
  }

  private Map<String, @Nullable Object> environment() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String kind : List.of("packages", "variables", "system")) {
      Alignment alignment = new Alignment(executions.size());
      for (int i = 0; i < executions.size(); i++) {
        alignment.addAll(i, members(members(executions.get(i).value("environment")).get(kind)));
      }
      json.put(kind, alignment.json());
    }
    json.put("machine", aligned("machine").json());
    return json;
  }

  private Alignment aligned(String member) {
    Alignment alignment = new Alignment(executions.size());
    for (int i = 0; i < executions.size(); i++) {
      alignment.addAll(i, members(executions.get(i).value(member)));
    }
    return alignment;
  }

  private List<@Nullable Object> places() {
    return new ArrayList<>(java.util.Collections.nCopies(executions.size(), null));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(@Nullable Object object) {
    return object == null ? Map.of() : (Map<String, @Nullable Object>) object;
  }
}
