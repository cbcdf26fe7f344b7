package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** Answers a query in JSON by nested loops over the rows of generated dataflows. */
final class NaiveAnswer {

  /** Rows of the sets of a path that belong together; {@code sets} and {@code rows} in parallel. */
  record Combination(
      GeneratedDataflow dataflow, List<GeneratedSet> sets, List<GeneratedSet.Row> rows) {

    @Nullable Object value(Map<String, @Nullable Object> field) {
      Object named = field.get("set");
      if (field.containsKey("execution")) {
        int set = named == null ? 0 : indexOf(named);
        String execution = rows.get(set).execution();
        return switch (String.valueOf(field.get("execution"))) {
          case "tag" -> execution;
          case "status" -> dataflow.executions.get(execution);
          default -> dataflow.tag.toLowerCase(Locale.ROOT);
        };
      }
      Object attribute = field.get("attribute");
      for (int set = 0; set < sets.size(); set++) {
        boolean asked =
            named == null
                ? sets.get(set).attributes.containsKey(attribute)
                : sets.get(set).name.equals(named);
        if (asked) {
          return rows.get(set).values().get(attribute);
        }
      }
      return null;
    }

    private int indexOf(Object name) {
      return sets.stream().map(set -> set.name).toList().indexOf(name);
    }
  }

  private final Map<String, @Nullable Object> query;
  private final List<GeneratedDataflow> dataflows;

  NaiveAnswer(Map<String, @Nullable Object> query, List<GeneratedDataflow> dataflows) {
    this.query = query;
    this.dataflows = dataflows;
  }

  /** All rows of the answer, in order where one is asked for, without the limit. */
  List<List<@Nullable Object>> rows() {
    List<Combination> chosen = new ArrayList<>();
    for (GeneratedDataflow dataflow : dataflows) {
      for (List<GeneratedSet> path : NaivePaths.of(query, dataflow)) {
        for (Combination each : joined(dataflow, path)) {
          Object selection = query.get("selection");
          if (selection == null
              || Boolean.TRUE.equals(Naive.holds(Plain.object(selection), each::value))) {
            chosen.add(each);
          }
        }
      }
    }
    return projected(groups(chosen));
  }

  boolean isAggregated() {
    return query.containsKey("group")
        || Plain.list(query.getOrDefault("projection", List.of())).stream()
            .anyMatch(each -> Plain.object(each).containsKey("aggregate"));
  }

  private List<Combination> joined(GeneratedDataflow dataflow, List<GeneratedSet> path) {
    List<Combination> joined = new ArrayList<>();
    joined.add(new Combination(dataflow, List.of(), List.of()));
    for (GeneratedSet set : path) {
      List<Combination> longer = new ArrayList<>();
      for (Combination each : joined) {
        for (GeneratedSet.Row row : set.rows) {
          longer.addAll(extended(each, set, row));
        }
      }
      joined = longer;
    }
    return joined;
  }

  /** One for each transformation that leads from the last row to this one. */
  private List<Combination> extended(Combination before, GeneratedSet set, GeneratedSet.Row row) {
    List<Object> wanted = executions();
    boolean first = before.sets().isEmpty();
    String mapping = String.valueOf(query.getOrDefault("mapping", "physical"));
    if (!wanted.isEmpty()
        && (first || mapping.equals("logical"))
        && !wanted.contains(row.execution())) {
      return List.of();
    }
    List<GeneratedSet> sets = new ArrayList<>(before.sets());
    sets.add(set);
    List<GeneratedSet.Row> rows = new ArrayList<>(before.rows());
    rows.add(row);
    Combination after = new Combination(before.dataflow(), sets, rows);
    if (first) {
      return List.of(after);
    }
    GeneratedSet last = before.sets().get(before.sets().size() - 1);
    GeneratedSet.Row lastRow = before.rows().get(before.rows().size() - 1);
    if (mapping.equals("execution")) {
      boolean same = row.execution().equals(before.rows().get(0).execution());
      return same ? List.of(after) : List.of();
    }
    List<Combination> all = new ArrayList<>();
    for (String transformation : NaivePaths.between(last, set)) {
      boolean physical =
          lastRow.tasks().containsKey(transformation)
              && Objects.equals(
                  lastRow.tasks().get(transformation), row.tasks().get(transformation));
      boolean logical = equalInCommon(last, lastRow, set, row);
      boolean belong =
          switch (mapping) {
            case "physical" -> physical;
            case "logical" -> logical;
            default -> physical && logical;
          };
      if (belong) {
        all.add(after);
      }
    }
    return all;
  }

  private static boolean equalInCommon(
      GeneratedSet one, GeneratedSet.Row row, GeneratedSet other, GeneratedSet.Row otherRow) {
    for (String name : NaivePaths.common(one, other)) {
      Object value = row.values().get(name);
      if (value == null || !value.equals(otherRow.values().get(name))) {
        return false;
      }
    }
    return true;
  }

  private List<Object> executions() {
    Object wanted = query.get("execution");
    return wanted == null ? List.of() : List.copyOf(Plain.list(wanted));
  }

  private List<List<Combination>> groups(List<Combination> chosen) {
    if (!isAggregated()) {
      return chosen.stream().map(List::of).toList();
    }
    List<@Nullable Object> fields = Plain.list(query.getOrDefault("group", List.of()));
    Map<List<@Nullable Object>, List<Combination>> groups = new LinkedHashMap<>();
    if (fields.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Combination each : chosen) {
      List<@Nullable Object> key = new ArrayList<>();
      fields.forEach(field -> key.add(each.value(Plain.object(field))));
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(each);
    }
    Object having = query.get("having");
    return groups.values().stream()
        .filter(
            group ->
                having == null
                    || Boolean.TRUE.equals(
                        Naive.holds(Plain.object(having), field -> value(field, group))))
        .toList();
  }

  private List<List<@Nullable Object>> projected(List<List<Combination>> groups) {
    List<Map<String, @Nullable Object>> fields = projection();
    List<@Nullable Object> order = Plain.list(query.getOrDefault("order", List.of()));
    List<List<Combination>> sorted = new ArrayList<>(groups);
    Comparator<List<Combination>> comparator = Comparator.comparing(group -> 0);
    for (Object by : order) {
      Map<String, @Nullable Object> field = Plain.object(by);
      boolean descending = "desc".equals(field.get("direction"));
      comparator =
          comparator.thenComparing(
              (one, other) -> compare(value(field, one), value(field, other), descending));
    }
    sorted.sort(comparator);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<Combination> group : sorted) {
      List<@Nullable Object> row = new ArrayList<>();
      fields.forEach(field -> row.add(Naive.shown(value(field, group))));
      rows.add(row);
    }
    return rows;
  }

  /** NaN behind all numbers and NULL behind everything, whichever way. */
  private static int compare(@Nullable Object one, @Nullable Object other, boolean descending) {
    int oneRank = rank(one);
    int otherRank = rank(other);
    if (oneRank != otherRank || oneRank > 0) {
      return Integer.compare(oneRank, otherRank);
    }
    int order =
        one instanceof Double number
            ? Double.compare(number, (Double) Objects.requireNonNull(other))
            : String.valueOf(one).compareTo(String.valueOf(other));
    return descending ? -order : order;
  }

  private static int rank(@Nullable Object value) {
    return value == null ? 2 : value instanceof Double number && number.isNaN() ? 1 : 0;
  }

  List<Map<String, @Nullable Object>> projection() {
    List<Map<String, @Nullable Object>> fields = new ArrayList<>();
    for (Object each : Plain.list(query.getOrDefault("projection", List.of()))) {
      fields.add(Plain.object(each));
    }
    if (fields.isEmpty()) {
      fields.addAll(everyAttribute());
    }
    Map<String, @Nullable Object> dataflow = Map.of("execution", "dataflow");
    if (query.containsKey("dataflows") && !isAggregated() && !fields.contains(dataflow)) {
      fields.add(0, dataflow);
    }
    return fields;
  }

  private Set<Map<String, @Nullable Object>> everyAttribute() {
    Set<Map<String, @Nullable Object>> all = new LinkedHashSet<>();
    List<GeneratedSet> path = NaivePaths.of(query, dataflows.get(0)).get(0);
    for (GeneratedSet set : path) {
      for (GeneratedDataflow dataflow : dataflows) {
        for (String name : dataflow.sets.getOrDefault(set.name, set).attributes.keySet()) {
          all.add(Map.of("set", set.name, "attribute", name));
        }
      }
    }
    return all;
  }

  private static @Nullable Object value(
      Map<String, @Nullable Object> field, List<Combination> group) {
    Object aggregate = field.get("aggregate");
    if (aggregate == null) {
      return group.get(0).value(field);
    }
    if (!field.containsKey("attribute") && !field.containsKey("execution")) {
      return (double) group.size();
    }
    List<Object> values = new ArrayList<>();
    for (Combination each : group) {
      Object value = each.value(field);
      if (value != null) {
        values.add(value);
      }
    }
    return switch (String.valueOf(aggregate)) {
      case "count" -> (double) values.size();
      case "count distinct" -> (double) Set.copyOf(values).size();
      case "min" -> extreme(values, false);
      case "max" -> extreme(values, true);
      case "sum" -> values.isEmpty() ? null : sum(values);
      default -> values.isEmpty() ? null : sum(values) / values.size();
    };
  }

  private static @Nullable Object extreme(List<Object> values, boolean greatest) {
    List<Object> ordered = new ArrayList<>(values);
    ordered.removeAll(Arrays.asList(Double.NaN));
    if (ordered.isEmpty()) {
      return null;
    }
    Comparator<Object> ascending = (one, other) -> compare(one, other, false);
    return greatest ? Collections.max(ordered, ascending) : Collections.min(ordered, ascending);
  }

  private static double sum(List<Object> values) {
    return values.stream().map(Double.class::cast).reduce(0.0, Double::sum);
  }
}
