package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes up queries, as JSON, over generated dataflows with the same graph. */
final class RandomQuery {

  private static final List<Object> LITERALS = List.of("5", "1.5", "abc", "", "%", 0.5, 1.0, 2.0);
  private static final List<Object> NUMBERS = List.of(0.0, 0.5, 1.0, 1.5, 2.0, "1.5", "NaN");
  private static final List<String> OPERATORS = List.of("=", "!=", "<", "<=", ">", ">=");

  private final Random random;
  private final List<GeneratedDataflow> dataflows;
  private final Map<String, @Nullable Object> query = new LinkedHashMap<>();

  /** Name → whether it is a number, of the fields that are on every path. */
  private final Map<Map<String, @Nullable Object>, Boolean> fields = new LinkedHashMap<>();

  private RandomQuery(Random random, List<GeneratedDataflow> dataflows) {
    this.random = random;
    this.dataflows = dataflows;
  }

  static Map<String, @Nullable Object> over(List<GeneratedDataflow> dataflows, Random random) {
    RandomQuery made = new RandomQuery(random, dataflows);
    made.sets();
    made.findFields();
    made.answer();
    return made.query;
  }

  private void sets() {
    List<Object> tags = dataflows.stream().<Object>map(dataflow -> dataflow.tag).toList();
    query.put(tags.size() == 1 ? "dataflow" : "dataflows", tags.size() == 1 ? tags.get(0) : tags);
    String mapping = one(List.of("physical", "physical", "logical", "hybrid", "execution"));
    query.put("mapping", mapping);
    boolean alone = random.nextInt(5) == 0;
    query.put("source", some(alone || random.nextInt(4) > 0 ? 1 : 2));
    if (!alone) {
      query.put("target", some(random.nextInt(4) > 0 ? 1 : 2));
      if (random.nextInt(5) == 0) {
        query.put("include", some(1));
      }
      if (random.nextInt(5) == 0 && !mapping.equals("execution")) {
        query.put("exclude", some(1));
      }
    }
    if (random.nextInt(4) == 0) {
      List<Object> all = new ArrayList<>();
      dataflows.forEach(dataflow -> all.addAll(dataflow.executions.keySet()));
      query.put("execution", List.of(one(all)));
    }
  }

  private List<Object> some(int count) {
    List<Object> names = new ArrayList<>(dataflows.get(0).sets.keySet());
    java.util.Collections.shuffle(names, random);
    return List.copyOf(names.subList(0, count));
  }

  private void findFields() {
    List<List<GeneratedSet>> paths = NaivePaths.of(query, dataflows.get(0));
    if (paths.isEmpty()) {
      return;
    }
    Set<String> everywhere = new LinkedHashSet<>(NaivePaths.namesOf(paths.get(0)));
    Set<String> anywhere = new LinkedHashSet<>();
    for (List<GeneratedSet> path : paths) {
      everywhere.retainAll(NaivePaths.namesOf(path));
      anywhere.addAll(NaivePaths.namesOf(path));
    }
    for (String set : everywhere) {
      for (GeneratedDataflow dataflow : dataflows) {
        Objects.requireNonNull(dataflow.sets.get(set))
            .attributes
            .forEach((name, numeric) -> fields.put(field(set, name, anywhere), numeric));
      }
      fields.put(Map.of("set", set, "execution", "tag"), false);
      fields.put(Map.of("execution", "status"), false);
    }
  }

  /** At times without its set, where no other has such an attribute. */
  private Map<String, @Nullable Object> field(String set, String name, Set<String> sets) {
    long having =
        sets.stream()
            .filter(
                other ->
                    dataflows.stream()
                        .anyMatch(
                            dataflow ->
                                Objects.requireNonNull(dataflow.sets.get(other))
                                    .attributes
                                    .containsKey(name)))
            .count();
    return having == 1 && name.startsWith("n")
        ? Map.of("attribute", name)
        : Map.of("set", set, "attribute", name);
  }

  private void answer() {
    if (fields.isEmpty()) {
      query.put("projection", List.of(Map.of("aggregate", "count", "as", "n")));
      return;
    }
    if (random.nextBoolean()) {
      query.put("selection", condition(3));
    }
    int kind = random.nextInt(5);
    if (kind < 2) {
      query.put("projection", projection());
    } else if (kind < 4) {
      aggregated();
    }
    if (query.containsKey("projection") && random.nextInt(3) == 0) {
      order();
    }
  }

  private List<Object> projection() {
    List<Object> projection = new ArrayList<>();
    for (int column = 0; column < 1 + random.nextInt(4); column++) {
      projection.add(new LinkedHashMap<>(one(List.copyOf(fields.keySet()))));
    }
    if (random.nextInt(4) == 0) {
      projection.add(Map.of("execution", "dataflow"));
    }
    return projection;
  }

  private void aggregated() {
    List<Object> group = new ArrayList<>();
    for (int column = 0; column < random.nextInt(3); column++) {
      group.add(one(List.copyOf(fields.keySet())));
    }
    List<Object> projection = new ArrayList<>(group);
    for (int column = 0; column < 1 + random.nextInt(3); column++) {
      projection.add(aggregate());
    }
    if (!group.isEmpty()) {
      query.put("group", group);
      if (random.nextInt(3) == 0) {
        query.put("having", Map.of("aggregate", "count", "operator", ">", "value", 1.0));
      }
    }
    query.put("projection", projection);
  }

  private Map<String, @Nullable Object> aggregate() {
    Map<String, @Nullable Object> field = one(List.copyOf(fields.keySet()));
    boolean numeric = Boolean.TRUE.equals(fields.get(field));
    List<String> functions =
        numeric
            ? List.of("count", "count distinct", "min", "max", "sum", "avg")
            : List.of("count", "count distinct", "min", "max");
    Map<String, @Nullable Object> aggregate = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      aggregate.putAll(field);
      aggregate.put("aggregate", one(functions));
    } else {
      aggregate.put("aggregate", "count");
    }
    return aggregate;
  }

  @SuppressWarnings("unchecked")
  private void order() {
    List<Object> projection = (List<Object>) Objects.requireNonNull(query.get("projection"));
    List<Object> order = new ArrayList<>();
    for (int key = 0; key < 1 + random.nextInt(2); key++) {
      Map<String, @Nullable Object> by =
          new LinkedHashMap<>((Map<String, @Nullable Object>) one(projection));
      by.put("direction", one(List.of("asc", "desc")));
      order.add(by);
    }
    query.put("order", order);
    if (random.nextBoolean()) {
      query.put("limit", 1.0 + random.nextInt(5));
    }
  }

  private Map<String, @Nullable Object> condition(int depth) {
    int kind = depth == 0 ? 3 : random.nextInt(6);
    if (kind == 0) {
      return Map.of("not", condition(depth - 1));
    } else if (kind < 3) {
      String joined = kind == 1 ? "and" : "or";
      return Map.of(joined, List.of(condition(depth - 1), condition(depth - 1)));
    }
    Map<String, @Nullable Object> field = one(List.copyOf(fields.keySet()));
    Map<String, @Nullable Object> condition = new LinkedHashMap<>(field);
    compare(condition, Boolean.TRUE.equals(fields.get(field)));
    return condition;
  }

  private void compare(Map<String, @Nullable Object> condition, boolean numeric) {
    List<Object> literals = numeric ? NUMBERS : LITERALS;
    switch (random.nextInt(6)) {
      case 0 -> condition.put("operator", "is null");
      case 1 -> {
        condition.put("operator", "in");
        condition.put("value", List.of(one(literals), one(literals)));
      }
      case 2 -> {
        condition.put("operator", "between");
        condition.put("value", List.of(one(literals.subList(0, 4)), one(literals.subList(0, 4))));
      }
      case 3 -> {
        condition.put("operator", "!=");
        condition.put("value", new LinkedHashMap<>(one(List.copyOf(fields.keySet()))));
      }
      case 4 -> {
        condition.put("operator", numeric ? "=" : "like");
        condition.put("value", numeric ? one(literals) : one(List.of("%5", "a_c", "%", "'%", "x")));
      }
      default -> {
        String operator = one(OPERATORS);
        boolean ordering = !operator.equals("=") && !operator.equals("!=");
        condition.put("operator", operator);
        condition.put("value", one(ordering ? literals.subList(0, 5) : literals));
      }
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
