package org.cnnprov.server.query.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.query.Row;
import org.jspecify.annotations.Nullable;

/** Executions as the contract shows them: what SQL gives as lists of pairs becomes objects. */
final class ExecutionJson {

  private ExecutionJson() {}

  static Map<String, @Nullable Object> summary(Row row) {
    return shaped(row).values();
  }

  static Map<String, @Nullable Object> whole(Row row) {
    return shaped(row)
        .with("adaptations", structs(row, "adaptations"))
        .with("files", structs(row, "files"))
        .with("environment", environment(row.list("environment")))
        .with("changes", structs(row, "changes"))
        .values();
  }

  private static Row shaped(Row row) {
    return row.with("tags", tags(row.list("tags")))
        .with("machine", withGpus(row.value("machine")))
        .with("hyperparameters", hyperparameters(row.list("hyperparameters")))
        .with("metrics", metrics(row.list("metrics")));
  }

  /** Of a tag that was set again, the newest value; one that was taken away has none. */
  private static Map<String, @Nullable Object> tags(List<Row> tags) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    tags.forEach(tag -> json.put(tag.text("name"), tag.value("value")));
    json.values().removeIf(Objects::isNull);
    return json;
  }

  private static Map<String, @Nullable Object> hyperparameters(List<Row> parameters) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Row parameter : parameters) {
      Object number = parameter.value("number");
      json.put(parameter.text("name"), number != null ? number : parameter.value("text"));
    }
    return json;
  }

  private static Map<String, @Nullable Object> metrics(List<Row> metrics) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Row metric : metrics) {
      Map<String, @Nullable Object> summary = new LinkedHashMap<>(metric.values());
      summary.remove("name");
      json.put(metric.text("name"), summary);
    }
    return json;
  }

  /** GPUs are stored as the JSON that the client sent. */
  @SuppressWarnings("unchecked")
  private static @Nullable Object withGpus(@Nullable Object machine) {
    if (machine == null) {
      return null;
    }
    Row row = new Row((Map<String, @Nullable Object>) machine);
    return row.value("gpus") == null
        ? machine
        : row.with("gpus", new JsonWriter.Raw(row.text("gpus"))).values();
  }

  private static @Nullable Map<String, @Nullable Object> environment(List<Row> entries) {
    if (entries.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> packages = new LinkedHashMap<>();
    Map<String, @Nullable Object> git = new LinkedHashMap<>();
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    for (Row entry : entries) {
      Map<String, @Nullable Object> kind =
          switch (entry.text("kind")) {
            case "packages" -> packages;
            case "git" -> git;
            case "system" -> system;
            default -> variables;
          };
      kind.put(entry.text("name"), entry.value("value"));
    }
    git.computeIfPresent("dirty", (name, value) -> Boolean.valueOf(value.toString()));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("packages", packages);
    json.put("git", git.isEmpty() ? null : git);
    json.put("variables", variables);
    json.put("system", system);
    return json;
  }

  private static List<Map<String, @Nullable Object>> structs(Row row, String column) {
    return row.list(column).stream().map(Row::values).toList();
  }
}
