package org.cnnprov.server.query.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.JsonText;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random dataflows, rows and queries: what the server answers is what nested loops over the rows
 * answer. Set the seed with {@code -Dcnnprov.seed}; each round prints its own.
 */
final class CompilerPropertyTest {

  private static final int QUERIES = 40;
  private static final int DEEPEST_PATHS = 32;

  @TempDir Path directory;

  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  void answersAsNestedLoopsDo() {
    check(10);
  }

  @Test
  @Tag("long")
  void answersAsNestedLoopsDoForLong() {
    check(20 * Integer.getInteger("cnnprov.rounds", 30));
  }

  private void check(int rounds) {
    long seed = Long.getLong("cnnprov.seed", System.nanoTime());
    System.out.printf("CompilerPropertyTest: %d rounds, -Dcnnprov.seed=%d%n", rounds, seed);
    try (RunningServer server = RunningServer.in(directory)) {
      for (int round = 0; round < rounds; round++) {
        round(server.client(), round, seed + round);
      }
    }
    System.out.println("CompilerPropertyTest: " + outcomes);
    assertTrue(outcomes.getOrDefault("rows", 0) > rounds, "too few answers with rows");
  }

  private void round(Client client, int round, long seed) {
    Random random = new Random(seed);
    GeneratedDataflow one = GeneratedDataflow.of("Random.%d \"a\"".formatted(round), random);
    GeneratedDataflow other = one.sibling("random-%d'b".formatted(round));
    List<GeneratedDataflow> both = List.of(one, other);
    for (GeneratedDataflow dataflow : both) {
      for (int execution = 0; execution < 1 + random.nextInt(3); execution++) {
        String tag = "run " + dataflow.tag + execution;
        Answer answer = client.events(dataflow.execution(tag).toArray(new String[0])).expect(200);
        assertEquals(List.of(), answer.list("rejected"));
      }
    }
    for (int number = 0; number < QUERIES; number++) {
      List<GeneratedDataflow> asked = random.nextInt(4) == 0 ? both : List.of(one);
      Map<String, @Nullable Object> query = RandomQuery.over(asked, random);
      String json = JsonText.of(query);
      Answer answer = client.post("/api/v1/query", json);
      String message = "-Dcnnprov.seed=%d %s%n%s".formatted(seed, json, answer.body());
      compare(query, asked, answer, message);
    }
  }

  private void compare(
      Map<String, @Nullable Object> query,
      List<GeneratedDataflow> dataflows,
      Answer answer,
      String message) {
    String refusal = refusal(query, dataflows);
    assertEquals(refusal.isEmpty() ? 200 : 400, answer.status(), refusal + " " + message);
    if (!refusal.isEmpty()) {
      assertEquals(refusal, answer.at("code"), message);
      outcomes.merge(refusal, 1, Integer::sum);
      return;
    }
    NaiveAnswer naive = new NaiveAnswer(query, dataflows);
    List<List<@Nullable Object>> expected = naive.rows();
    List<@Nullable Object> rows = answer.list("rows");
    assertEquals(naive.projection().size(), answer.list("columns").size(), message);
    int limit = query.containsKey("limit") ? (int) Plain.number(query.get("limit")) : 10_000;
    assertEquals(expected.size() > limit, answer.at("truncated"), message);
    assertEquals(Math.min(limit, expected.size()), rows.size(), message);
    Map<Object, Integer> left = counts(expected);
    for (Object row : rows) {
      int count = left.merge(Plain.list(row), -1, Integer::sum);
      assertTrue(count >= 0, () -> "not expected: " + row + " " + message);
    }
    compareOrder(query, naive, expected, rows, message);
    outcomes.merge(rows.isEmpty() ? "no rows" : "rows", 1, Integer::sum);
  }

  /** Rows with equal keys may come in any order, so the keys alone are compared. */
  private static void compareOrder(
      Map<String, @Nullable Object> query,
      NaiveAnswer naive,
      List<List<@Nullable Object>> expected,
      List<@Nullable Object> rows,
      String message) {
    for (Object by : Plain.list(query.getOrDefault("order", List.of()))) {
      Map<String, @Nullable Object> field = new HashMap<>(Plain.object(by));
      field.remove("direction");
      int column = naive.projection().indexOf(field);
      for (int row = 0; row < rows.size(); row++) {
        assertEquals(expected.get(row).get(column), Plain.list(rows.get(row)).get(column), message);
      }
    }
  }

  /** The code with which the query must be refused, or nothing. */
  private static String refusal(
      Map<String, @Nullable Object> query, List<GeneratedDataflow> dataflows) {
    for (GeneratedDataflow dataflow : dataflows) {
      List<List<GeneratedSet>> paths = NaivePaths.of(query, dataflow);
      if (paths.isEmpty()) {
        return "no_path";
      } else if (NaivePaths.count(paths) > DEEPEST_PATHS) {
        return "invalid_query";
      }
    }
    List<List<GeneratedSet>> paths = NaivePaths.of(query, dataflows.get(0));
    if (!query.containsKey("projection")) {
      boolean attributes = false;
      for (GeneratedDataflow dataflow : dataflows) {
        for (GeneratedSet set : NaivePaths.of(query, dataflow).get(0)) {
          attributes |= !set.attributes.isEmpty();
        }
      }
      boolean different = paths.stream().map(NaivePaths::namesOf).distinct().count() > 1;
      if (different || !attributes) {
        return "invalid_query";
      }
    }
    return "logical".equals(query.get("mapping")) && !allHaveCommon(query, dataflows)
        ? "no_path"
        : "";
  }

  private static boolean allHaveCommon(
      Map<String, @Nullable Object> query, List<GeneratedDataflow> dataflows) {
    for (GeneratedDataflow dataflow : dataflows) {
      for (List<GeneratedSet> path : NaivePaths.of(query, dataflow)) {
        for (int set = 1; set < path.size(); set++) {
          if (NaivePaths.common(path.get(set - 1), path.get(set)).isEmpty()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static Map<Object, Integer> counts(List<List<@Nullable Object>> rows) {
    Map<Object, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }
}
