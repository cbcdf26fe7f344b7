package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** The paths of a query, found by trying all sequences of sets. */
final class NaivePaths {

  private NaivePaths() {}

  /** Sequences of sets; one for several transformations between the same two sets. */
  static List<List<GeneratedSet>> of(
      Map<String, @Nullable Object> query, GeneratedDataflow dataflow) {
    List<Object> sources = names(query, "source");
    List<Object> targets = names(query, "target");
    List<Object> include = names(query, "include");
    if ("execution".equals(query.get("mapping"))) {
      Set<Object> all = new LinkedHashSet<>(sources);
      all.addAll(targets);
      all.addAll(include);
      return List.of(all.stream().map(dataflow.sets::get).toList());
    }
    List<List<GeneratedSet>> paths = new ArrayList<>();
    for (Object source : new LinkedHashSet<>(sources)) {
      for (Object target : new LinkedHashSet<>(targets.isEmpty() ? sources : targets)) {
        List<GeneratedSet> start = List.of(dataflow.sets.get(source));
        extend(start, String.valueOf(target), dataflow, paths);
      }
    }
    List<Object> exclude = names(query, "exclude");
    paths.removeIf(path -> !namesOf(path).containsAll(include));
    paths.removeIf(path -> exclude.stream().anyMatch(namesOf(path)::contains));
    return paths;
  }

  /** How many paths the transformations make of the sequences. */
  static long count(List<List<GeneratedSet>> paths) {
    long count = 0;
    for (List<GeneratedSet> path : paths) {
      long product = 1;
      for (int set = 1; set < path.size(); set++) {
        product *= between(path.get(set - 1), path.get(set)).size();
      }
      count += product;
    }
    return count;
  }

  static List<String> namesOf(List<GeneratedSet> path) {
    return path.stream().map(set -> set.name).toList();
  }

  /** Transformations that read the one and write the other. */
  static List<String> between(GeneratedSet one, GeneratedSet other) {
    return one.readers.stream().filter(other.writers::contains).toList();
  }

  /** Attributes that both have, by name and type. */
  static List<String> common(GeneratedSet one, GeneratedSet other) {
    return one.attributes.entrySet().stream()
        .filter(each -> each.getValue().equals(other.attributes.get(each.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void extend(
      List<GeneratedSet> begun,
      String target,
      GeneratedDataflow dataflow,
      List<List<GeneratedSet>> paths) {
    GeneratedSet last = begun.get(begun.size() - 1);
    if (last.name.equals(target)) {
      paths.add(begun);
      return;
    }
    for (GeneratedSet next : dataflow.sets.values()) {
      if (!begun.contains(next) && !between(last, next).isEmpty()) {
        List<GeneratedSet> longer = new ArrayList<>(begun);
        longer.add(next);
        extend(longer, target, dataflow, paths);
      }
    }
  }

  private static List<Object> names(Map<String, @Nullable Object> query, String member) {
    return List.copyOf(Plain.list(query.getOrDefault(member, List.of())));
  }
}
