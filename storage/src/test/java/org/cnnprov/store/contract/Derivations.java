package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of what came of what say what the rows say, in circles as well. */
public abstract class Derivations implements StoreUnderTest {

  private static final String EMPTY = "e".repeat(64);

  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** Of random executions: tasks that follow earlier ones, files of few contents. */
  @Test
  void reachWhatAWalkOverTheRowsReaches() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int execution = 0; execution < 8; execution++) {
      List<String> lines = random(random, execution);
      assertEquals(
          List.of(new Receipt.Stored(lines.size() - 1L, List.of())),
          store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines))),
          () -> "seed " + seed);
    }
    Set<String> expected = walked();
    assertTrue(expected.size() > 500, () -> expected.size() + " rows, seed " + seed);
    Set<String> found = new TreeSet<>();
    for (List<@Nullable Object> row :
        Answers.rows(
            store, "SELECT kind, id, source_kind, source_id, step FROM public.derivation")) {
      assertTrue(found.add(row.toString()), () -> "twice: " + row + ", seed " + seed);
    }
    assertEquals(expected, found, () -> "seed " + seed);
  }

  @Test
  void leadFromAFileToTheAdaptationInForceAndTheOnesBefore() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("net", "run"));
    lines.addAll(Trainings.adaptation(1, "{\"new_lrate\":0.1,\"epoch_id\":3,\"adaptation_id\":1}"));
    lines.addAll(
        Trainings.adaptation(2, "{\"new_lrate\":0.01,\"epoch_id\":5,\"adaptation_id\":2}"));
    for (int epoch : List.of(2, 3, 4, 5)) {
      lines.add(
          """
          {"type":"file","at":"2026-11-23T12:00:03Z","transformation":"TrainingModel","task":"1","epoch":%d,"role":"output","name":"w%d"}"""
              .formatted(epoch, epoch));
    }
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(List.of("w3", 3.0), List.of("w4", 3.0), List.of("w5", 5.0)),
        Answers.rows(
            store,
            "SELECT f.name, a.epoch FROM public.influence i JOIN public.file f ON f.id = i.id"
                + " JOIN public.training_adaptation a ON a.id = i.source_id"
                + " WHERE i.relation = 'wasInfluencedBy' ORDER BY f.name"));
    assertEquals(
        List.of(List.of(5.0, 3.0)),
        Answers.rows(
            store,
            "SELECT a.epoch, b.epoch FROM public.influence i"
                + " JOIN public.training_adaptation a ON a.id = i.id"
                + " JOIN public.training_adaptation b ON b.id = i.source_id"
                + " WHERE i.relation = 'wasDerivedFrom'"));
  }

  @Test
  void leadFromAResumedTrainingToItsOrigin() throws Exception {
    store.append(
        List.of(
            Bodies.batch(Trainings.producer(), 0, Trainings.start("net", "first")),
            Bodies.batch(
                Trainings.producer(),
                0,
                Trainings.start("net", "second").stream()
                    .map(
                        line ->
                            line.replace(
                                "\"heartbeat_seconds\":10",
                                "\"resumed_from\":{\"dataflow\":\"Net\",\"execution\":\"first\"}"))
                    .toList())));
    assertEquals(
        List.of(List.of("second", "first")),
        Answers.rows(
            store,
            "SELECT execution, source_execution FROM public.derivation"
                + " WHERE step = 1 AND kind = 'task'"));
  }

  private static List<String> random(Random random, int execution) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                """
                {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"df-%d","transformations":[{"tag":"Step","sets":[]}]}}"""
                    .formatted(execution % 3),
                """
                {"type":"execution_started","at":"2026-11-23T12:00:01Z","dataflow":"df-%d","execution":"run-%d"}"""
                    .formatted(execution % 3, execution)));
    for (int task = 1; task <= 6; task++) {
      StringBuilder before = new StringBuilder();
      for (int i = 1; i < task; i++) {
        if (random.nextInt(4) == 0) {
          before.append(before.isEmpty() ? "" : ",");
          before.append("{\"transformation\":\"Step\",\"task\":\"%d\"}".formatted(i));
        }
      }
      lines.add(
          """
          {"type":"task_begun","at":"2026-11-23T12:00:02Z","transformation":"Step","task":"%d","dependencies":[%s]}"""
              .formatted(task, before));
      for (int file = random.nextInt(4); file > 0; file--) {
        lines.add(file(random, task, file));
      }
    }
    return lines;
  }

  private static String file(Random random, int task, int file) {
    int content = random.nextInt(12);
    String held =
        switch (content) {
          case 0 -> "";
          case 1 -> ",\"size\":0,\"sha256\":\"%s\"".formatted(EMPTY);
          default -> ",\"size\":9,\"sha256\":\"%064d\"".formatted(content);
        };
    return """
        {"type":"file","at":"2026-11-23T12:00:03Z","transformation":"Step","task":"%d","role":"%s","name":"f%d"%s}"""
        .formatted(task, random.nextBoolean() ? "input" : "output", file, held);
  }

  private record Thing(String kind, long id) {}

  private record Stored(
      long id, long task, boolean read, @Nullable String sha256, @Nullable Long size) {

    boolean sameContent(Stored other) {
      return sha256 != null && sha256.equals(other.sha256) && !Long.valueOf(0).equals(size);
    }
  }

  /** From each file and task step by step over the rows, as text. */
  private Set<String> walked() {
    List<Stored> files =
        Answers.rows(store, "SELECT id, task_id, role = 'input', sha256, size FROM public.file")
            .stream()
            .map(
                row ->
                    new Stored(
                        number(row, 0),
                        number(row, 1),
                        Boolean.TRUE.equals(row.get(2)),
                        (String) row.get(3),
                        (Long) row.get(4)))
            .toList();
    Map<Thing, List<Thing>> origins = new LinkedHashMap<>();
    Answers.rows(store, "SELECT id FROM public.task")
        .forEach(row -> origins.put(new Thing("task", number(row, 0)), new ArrayList<>()));
    for (List<@Nullable Object> row :
        Answers.rows(store, "SELECT task_id, previous_task_id FROM public.task_dependency")) {
      Objects.requireNonNull(origins.get(new Thing("task", number(row, 0))))
          .add(new Thing("task", number(row, 1)));
    }
    for (Stored file : files) {
      Thing task = new Thing("task", file.task());
      Thing thing = new Thing("file", file.id());
      if (file.read()) {
        Objects.requireNonNull(origins.get(task)).add(thing);
        origins.put(
            thing,
            files.stream()
                .filter(other -> !other.read() && other.sameContent(file))
                .map(other -> new Thing("file", other.id()))
                .toList());
      } else {
        origins.put(thing, List.of(task));
      }
    }
    Set<String> rows = new TreeSet<>();
    origins.keySet().forEach(start -> walk(start, origins, rows));
    return rows;
  }

  private static void walk(Thing start, Map<Thing, List<Thing>> origins, Set<String> rows) {
    Map<Thing, Long> steps = new LinkedHashMap<>(Map.of(start, 0L));
    Deque<Thing> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Thing last = open.remove();
      long step = Objects.requireNonNull(steps.get(last));
      rows.add(List.of(start.kind(), start.id(), last.kind(), last.id(), step).toString());
      for (Thing origin : Objects.requireNonNull(origins.get(last))) {
        if (steps.putIfAbsent(origin, step + 1) == null) {
          open.add(origin);
        }
      }
    }
  }

  private static long number(List<@Nullable Object> row, int column) {
    return (Long) Objects.requireNonNull(row.get(column));
  }
}
