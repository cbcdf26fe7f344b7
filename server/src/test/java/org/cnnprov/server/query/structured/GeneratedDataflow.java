package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cnnprov.server.spec.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A random dataflow with executions, tasks and rows, as native events and as what they must leave.
 * Graphs may have cycles, several writers of a set, and several transformations between two sets.
 */
final class GeneratedDataflow {

  private static final String AT = "2026-11-23T12:00:00.000001Z";
  private static final List<String> TEXTS =
      List.of("5", "1.5", "abc", "x'y\"z", "", "nan", "%", "Äß漢", "a_c", "'; DROP TABLE x; --");

  final String tag;
  final Map<String, GeneratedSet> sets = new LinkedHashMap<>();

  /** Tag of an execution → its status. */
  final Map<String, String> executions = new LinkedHashMap<>();

  private final Random random;
  private final List<String> transformations = new ArrayList<>();

  private GeneratedDataflow(String tag, Random random) {
    this.tag = tag;
    this.random = random;
  }

  static GeneratedDataflow of(String tag, Random random) {
    GeneratedDataflow dataflow = new GeneratedDataflow(tag, random);
    for (int set = 0; set < 2 + random.nextInt(5); set++) {
      GeneratedSet generated = new GeneratedSet("set" + set);
      dataflow.sets.put(generated.name, generated);
      dataflow.addAttributes(generated, set);
    }
    List<GeneratedSet> all = List.copyOf(dataflow.sets.values());
    for (int number = 0; number < 1 + random.nextInt(5); number++) {
      String transformation = "t-" + number;
      dataflow.transformations.add(transformation);
      for (GeneratedSet set : all) {
        switch (random.nextInt(3)) {
          case 0 -> set.writers.add(transformation);
          case 1 -> set.readers.add(transformation);
          default -> {}
        }
      }
    }
    for (GeneratedSet set : all) {
      if (set.writers.isEmpty() && set.readers.isEmpty()) {
        set.readers.add("t-0");
      }
    }
    return dataflow;
  }

  /** A dataflow with the same graph, other attributes and other rows. */
  GeneratedDataflow sibling(String siblingTag) {
    GeneratedDataflow sibling = new GeneratedDataflow(siblingTag, random);
    sibling.transformations.addAll(transformations);
    int number = 0;
    for (GeneratedSet set : sets.values()) {
      GeneratedSet copy = new GeneratedSet(set.name);
      copy.writers.addAll(set.writers);
      copy.readers.addAll(set.readers);
      sibling.addAttributes(copy, number++);
      sibling.sets.put(copy.name, copy);
    }
    return sibling;
  }

  /** The same name is NUMERIC in some sets and TEXT in others. */
  private void addAttributes(GeneratedSet set, int number) {
    List<String> names = List.of("n0", "n1", "n2", "s0", "s1", "Mixed \"name\"");
    for (String name : names) {
      if (random.nextInt(5) < 3) {
        boolean numeric = name.startsWith("n") || (name.startsWith("M") && number % 2 == 0);
        set.attributes.put(name, numeric);
      }
    }
  }

  /** Makes up one execution: its tasks one after the other, each with its rows. */
  List<String> execution(String execution) {
    List<String> events = new ArrayList<>();
    events.add(declaration());
    events.add(event("execution_started", Map.of("dataflow", tag, "execution", execution)));
    Map<String, Integer> counts = new HashMap<>();
    for (int number = 0; number < random.nextInt(9); number++) {
      String transformation = transformations.get(random.nextInt(transformations.size()));
      task(execution, transformation, counts, events);
    }
    boolean running = random.nextBoolean();
    if (!running) {
      events.add(event("execution_ended", Map.of("status", "FINISHED")));
    }
    executions.put(execution, running ? "RUNNING" : "FINISHED");
    return events;
  }

  private void task(
      String execution, String transformation, Map<String, Integer> counts, List<String> events) {
    List<Object> dependencies = dependencies(execution, transformation, counts);
    String id = String.valueOf(counts.merge(transformation, 1, Integer::sum));
    events.add(
        event(
            "task_begun",
            Map.of("transformation", transformation, "task", id, "dependencies", dependencies)));
    for (GeneratedSet set : sets.values()) {
      boolean given = set.writers.isEmpty() && set.readers.contains(transformation);
      if (given || set.writers.contains(transformation)) {
        rows(set, execution, transformation, id, events);
      }
    }
  }

  /** Some earlier tasks, whose rows become linked with the next task of the transformation. */
  private List<Object> dependencies(
      String execution, String transformation, Map<String, Integer> counts) {
    String next = execution + "/" + (counts.getOrDefault(transformation, 0) + 1);
    List<Object> dependencies = new ArrayList<>();
    for (Map.Entry<String, Integer> earlier : counts.entrySet()) {
      for (int id = 1; id <= earlier.getValue(); id++) {
        if (random.nextBoolean() && !earlier.getKey().equals(transformation)) {
          dependencies.add(Map.of("transformation", earlier.getKey(), "task", String.valueOf(id)));
          link(earlier.getKey(), execution + "/" + id, transformation, next);
        }
      }
    }
    return dependencies;
  }

  private void link(String writer, String written, String reader, String reading) {
    for (GeneratedSet set : sets.values()) {
      if (set.readers.contains(reader) && set.writers.contains(writer)) {
        for (GeneratedSet.Row row : set.rows) {
          if (written.equals(row.tasks().get(writer))) {
            row.tasks().putIfAbsent(reader, reading);
          }
        }
      }
    }
  }

  private void rows(
      GeneratedSet set, String execution, String transformation, String id, List<String> events) {
    List<Object> rows = new ArrayList<>();
    for (int number = 0; number < random.nextInt(4); number++) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      set.attributes.forEach((name, numeric) -> values.put(name, value(numeric)));
      Map<String, String> tasks = new HashMap<>(Map.of(transformation, execution + "/" + id));
      set.rows.add(new GeneratedSet.Row(values, tasks, execution));
      Map<String, @Nullable Object> sent = new LinkedHashMap<>();
      values.forEach((name, value) -> sent.put(name, Naive.shown(value)));
      rows.add(sent);
    }
    if (!rows.isEmpty()) {
      events.add(
          event(
              "elements",
              Map.of("transformation", transformation, "task", id, "set", set.name, "rows", rows)));
    }
  }

  /** Numbers whose sums are exact. */
  private @Nullable Object value(boolean numeric) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    if (!numeric) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      default -> random.nextInt(6) / 2.0;
    };
  }

  private String declaration() {
    List<Object> declared = new ArrayList<>();
    for (String transformation : transformations) {
      List<Object> parts = new ArrayList<>();
      for (GeneratedSet set : sets.values()) {
        if (set.writers.contains(transformation)) {
          parts.add(part(set, "OUTPUT", null));
        } else if (set.readers.contains(transformation)) {
          parts.add(part(set, "INPUT", set.writers.isEmpty() ? null : set.writers.get(0)));
        }
      }
      declared.add(Map.of("tag", transformation, "sets", parts));
    }
    return event(
        "dataflow_declared", Map.of("dataflow", Map.of("tag", tag, "transformations", declared)));
  }

  private static Map<String, Object> part(
      GeneratedSet set, String type, @Nullable String dependency) {
    Map<String, Object> part = new LinkedHashMap<>(Map.of("tag", set.name, "type", type));
    if (dependency != null) {
      part.put("dependency", dependency);
      return part;
    }
    List<Object> attributes = new ArrayList<>();
    set.attributes.forEach(
        (name, numeric) ->
            attributes.add(Map.of("name", name, "type", numeric ? "NUMERIC" : "TEXT")));
    part.put("attributes", attributes);
    return part;
  }

  private static String event(String type, Map<String, Object> members) {
    Map<String, Object> event = new LinkedHashMap<>(Map.of("type", type, "at", AT));
    event.putAll(members);
    return JsonText.of(event);
  }
}
