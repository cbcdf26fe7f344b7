package org.cnnprov.server.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** The lineage of everything, computed from the rows one by one. */
final class LineageWalk {

  private record Edge(String from, String relation, String to) {}

  private record File(
      long id,
      long task,
      long execution,
      boolean read,
      @Nullable String sha256,
      @Nullable Double size,
      @Nullable Double epoch) {

    boolean hasContent(List<File> all) {
      return sha256 != null
          && !Double.valueOf(0).equals(size)
          && all.stream().anyMatch(other -> other.read && sha256.equals(other.sha256));
    }
  }

  private record Adaptation(long id, long task, double epoch) {}

  private final Set<Edge> edges = new java.util.LinkedHashSet<>();
  private final Map<String, Long> executions = new TreeMap<>();
  private final Map<String, String> contentOfRead = new HashMap<>();

  private LineageWalk() {}

  static LineageWalk over(Client client) {
    LineageWalk walk = new LineageWalk();
    List<File> files = files(client);
    for (File file : files) {
      walk.add(file, files);
    }
    for (List<@Nullable Object> row :
        rows(client, "select task_id, previous_task_id from public.task_dependency")) {
      walk.edge("task." + number(row, 0), "wasInformedBy", "task." + number(row, 1));
    }
    for (List<@Nullable Object> row : rows(client, "select id, execution_id from public.task")) {
      walk.executions.put("task." + number(row, 0), number(row, 1));
    }
    walk.addAdaptations(client, files);
    return walk;
  }

  /** Every node at which a walk may begin, with its execution. */
  Map<String, Long> startingPoints() {
    return executions;
  }

  /** Where each node lies that is reached. */
  Map<String, Integer> from(String start, String direction, int depth) {
    String begin = contentOfRead.getOrDefault(start, start);
    Map<String, Integer> up = direction.equals("down") ? Map.of() : walk(begin, true, depth);
    Map<String, Integer> down = direction.equals("up") ? Map.of() : walk(begin, false, depth);
    Map<String, Integer> all = new TreeMap<>();
    up.forEach((node, distance) -> all.put(node, -distance));
    down.forEach(
        (node, distance) ->
            all.merge(node, distance, (one, two) -> Math.abs(one) <= Math.abs(two) ? one : two));
    return all;
  }

  Set<String> edgesWithin(Set<String> nodes) {
    return edges.stream()
        .filter(edge -> nodes.contains(edge.from) && nodes.contains(edge.to))
        .map(edge -> edge.from + " " + edge.relation + " " + edge.to)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  long sources(String node) {
    return edges.stream().filter(edge -> edge.from.equals(node)).count();
  }

  long results(String node) {
    return edges.stream().filter(edge -> edge.to.equals(node)).count();
  }

  private Map<String, Integer> walk(String start, boolean up, int depth) {
    Map<String, Integer> found = new LinkedHashMap<>(Map.of(start, 0));
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String node = open.remove();
      int distance = Objects.requireNonNull(found.get(node));
      if (distance == depth) {
        continue;
      }
      for (Edge edge : edges) {
        String near = up ? edge.from : edge.to;
        String far = up ? edge.to : edge.from;
        if (near.equals(node) && found.putIfAbsent(far, distance + 1) == null) {
          open.add(far);
        }
      }
    }
    return found;
  }

  private void add(File file, List<File> all) {
    String name = "file." + file.id;
    executions.put(name, file.execution);
    String content = null;
    if (file.hasContent(all)) {
      content =
          "content."
              + all.stream()
                  .filter(other -> Objects.equals(other.sha256, file.sha256))
                  .mapToLong(File::id)
                  .min()
                  .orElseThrow();
      executions.putIfAbsent("content." + file.id, file.execution);
      contentOfRead.put("content." + file.id, content);
    }
    if (!file.read) {
      edge(name, "wasGeneratedBy", "task." + file.task);
      if (content != null) {
        edge(content, "alternateOf", name);
      }
    } else {
      edge("task." + file.task, "used", content == null ? name : content);
      if (content != null) {
        contentOfRead.put(name, content);
      }
    }
  }

  private void addAdaptations(Client client, List<File> files) {
    Map<Long, List<Adaptation>> byTraining = new TreeMap<>();
    for (List<@Nullable Object> row :
        rows(
            client,
            "select a.id, a.task_id, a.epoch, a.execution_id, y.previous_task_id"
                + " from public.training_adaptation a"
                + " join public.task_dependency y on y.task_id = a.task_id")) {
      double epoch = (Double) Objects.requireNonNull(row.get(2));
      Adaptation adaptation = new Adaptation(number(row, 0), number(row, 1), epoch);
      executions.put("adaptation." + adaptation.id, number(row, 3));
      edge("adaptation." + adaptation.id, "wasGeneratedBy", "task." + adaptation.task);
      byTraining.computeIfAbsent(number(row, 4), absent -> new ArrayList<>()).add(adaptation);
    }
    byTraining.forEach(
        (training, adaptations) -> {
          adaptations.sort(
              Comparator.comparingDouble(Adaptation::epoch).thenComparingLong(Adaptation::id));
          for (int i = 1; i < adaptations.size(); i++) {
            edge(
                "adaptation." + adaptations.get(i).id,
                "wasDerivedFrom",
                "adaptation." + adaptations.get(i - 1).id);
          }
          files.stream()
              .filter(file -> file.task == training && !file.read && file.epoch != null)
              .forEach(file -> influence(file, adaptations));
        });
  }

  private void influence(File file, List<Adaptation> adaptations) {
    Optional<Adaptation> last =
        adaptations.stream()
            .filter(each -> each.epoch <= Objects.requireNonNull(file.epoch))
            .reduce((one, two) -> two);
    last.ifPresent(each -> edge("file." + file.id, "wasInfluencedBy", "adaptation." + each.id));
  }

  private void edge(String from, String relation, String to) {
    edges.add(new Edge(from, relation, to));
  }

  private static List<File> files(Client client) {
    List<File> files = new ArrayList<>();
    for (List<@Nullable Object> row :
        rows(
            client,
            "select f.id, f.task_id, t.execution_id, f.role = 'input', f.sha256, f.size, f.epoch"
                + " from public.file f join public.task t on t.id = f.task_id")) {
      files.add(
          new File(
              number(row, 0),
              number(row, 1),
              number(row, 2),
              Boolean.TRUE.equals(row.get(3)),
              (String) row.get(4),
              (Double) row.get(5),
              (Double) row.get(6)));
    }
    return files;
  }

  private static List<List<@Nullable Object>> rows(Client client, String sql) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    client.rows(sql).forEach(row -> rows.add(Plain.list(row)));
    return rows;
  }

  private static long number(List<@Nullable Object> row, int column) {
    return ((Double) Objects.requireNonNull(row.get(column))).longValue();
  }
}
