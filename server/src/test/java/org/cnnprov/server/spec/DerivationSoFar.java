package org.cnnprov.server.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks and files of the events up to now, and what follows from what. */
final class DerivationSoFar {

  /** A file that a task read or wrote. */
  record Read(
      String producer,
      String dataflow,
      String task,
      String role,
      String name,
      String sha256,
      @Nullable Double epoch) {}

  private record Step(int step, String dataflow, String kind, String name) {}

  private final List<Read> files = new ArrayList<>();

  /** A task → the tasks before it. */
  private final Map<Task, List<String>> before = new LinkedHashMap<>();

  void add(String producer, String dataflow, Map<String, @Nullable Object> event) {
    if ("file".equals(event.get("type"))) {
      files.add(
          new Read(
              producer,
              dataflow,
              task(event),
              String.valueOf(event.get("role")),
              String.valueOf(event.get("name")),
              String.valueOf(event.get("sha256")),
              (Double) event.get("epoch")));
    } else if ("task_begun".equals(event.get("type"))) {
      List<String> tasks = new ArrayList<>();
      for (Object each : Plain.list(event.getOrDefault("dependencies", List.of()))) {
        tasks.add(task(Plain.object(each)));
      }
      before.put(new Task(producer, dataflow, task(event)), tasks);
    }
  }

  /** What the executions of a dataflow wrote. */
  List<Read> written(String dataflow) {
    return files.stream()
        .filter(file -> file.dataflow().equals(dataflow) && !file.role().equals("input"))
        .toList();
  }

  /** Step, dataflow, kind and name of all that the file of that name comes from, itself first. */
  List<List<@Nullable Object>> ofFile(String name) {
    return from(files.stream().filter(file -> file.name().equals(name)).toList());
  }

  /** The same of a task, itself first. */
  List<List<@Nullable Object>> ofTask(String dataflow, String name) {
    return from(
        before.keySet().stream()
            .filter(task -> task.dataflow().equals(dataflow) && task.name().equals(name))
            .toList());
  }

  private List<List<@Nullable Object>> from(List<?> starts) {
    Map<Object, Step> found = new LinkedHashMap<>();
    starts.forEach(start -> found.put(start, at(0, start)));
    Deque<Object> open = new ArrayDeque<>(starts);
    while (!open.isEmpty()) {
      Object last = open.remove();
      int step = Objects.requireNonNull(found.get(last)).step() + 1;
      for (Object origin : last instanceof Read file ? origins(file) : origins((Task) last)) {
        if (!found.containsKey(origin)) {
          found.put(origin, at(step, origin));
          open.add(origin);
        }
      }
    }
    return found.values().stream()
        .map(
            at ->
                List.<@Nullable Object>of((double) at.step(), at.dataflow(), at.kind(), at.name()))
        .toList();
  }

  private record Task(String producer, String dataflow, String name) {}

  private List<Object> origins(Read file) {
    List<Object> origins = new ArrayList<>();
    if (!file.role().equals("input")) {
      origins.add(new Task(file.producer(), file.dataflow(), file.task()));
      return origins;
    }
    files.stream()
        .filter(other -> !other.role().equals("input") && other.sha256().equals(file.sha256()))
        .forEach(origins::add);
    return origins;
  }

  private List<Object> origins(Task task) {
    List<Object> origins = new ArrayList<>();
    files.stream()
        .filter(file -> file.role().equals("input"))
        .filter(file -> file.producer().equals(task.producer()) && file.task().equals(task.name()))
        .forEach(origins::add);
    before.getOrDefault(task, List.of()).stream()
        .map(name -> new Task(task.producer(), task.dataflow(), name))
        .forEach(origins::add);
    return origins;
  }

  private static Step at(int step, Object node) {
    return node instanceof Read file
        ? new Step(step, file.dataflow(), "file", file.name())
        : new Step(step, ((Task) node).dataflow(), "task", ((Task) node).name());
  }

  private static String task(Map<String, @Nullable Object> event) {
    String transformation = String.valueOf(event.get("transformation")).toLowerCase(Locale.ROOT);
    return transformation + " " + event.get("task");
  }
}
