package org.cnnprov.server.query.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.JsonText;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the golden files cannot say: formats, limits, and queries while somebody writes. */
final class QueryTest {

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    declare("plain", List.of(transformation("t", Map.of("data", "OUTPUT"))));
    task("first", List.of(List.of("1"), List.of("2")));
    task("second", List.of(List.of("3")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void writesCsv() {
    String query = "{\"dataflow\":\"plain\",\"source\":\"data\",\"limit\":2}";
    Map<String, String> headers = Map.of("Content-Type", "application/json", "Accept", "text/csv");
    byte[] body = query.getBytes(StandardCharsets.UTF_8);
    Answer answer = client.send("POST", "/api/v1/query", headers, body).expect(200);
    assertEquals("true", answer.header("X-Truncated"));
    assertEquals(3, answer.body().lines().count());
    assertTrue(answer.body().startsWith("a\r\n"), answer.body());
  }

  @Test
  void narrowsToExecutionsByNumberAndTag() {
    Map<String, Object> query = query("plain", "data");
    query.put("projection", List.of(Map.of("execution", "id"), Map.of("attribute", "a")));
    query.put("execution", "second");
    List<Object> second = List.of(2.0, 3.0);
    assertEquals(List.of(second), ask(query).list("rows"));
    query.put("execution", 2.0);
    assertEquals(List.of(second), ask(query).list("rows"));
    query.put("execution", List.of("first", 2.0));
    query.put("order", List.of(Map.of("attribute", "a", "direction", "desc")));
    assertEquals(List.of(second, List.of(1.0, 2.0), List.of(1.0, 1.0)), ask(query).list("rows"));
  }

  /** Sixteen sets, each of which leads to each other one. */
  @Test
  void refusesMorePathsThanItCanJoin() {
    Map<String, String> written = new LinkedHashMap<>();
    List<Map<String, Object>> transformations = new ArrayList<>();
    for (int set = 0; set < 16; set++) {
      written.put("s" + set, "OUTPUT");
    }
    transformations.add(transformation("w", written));
    for (int reader = 0; reader < 16; reader++) {
      Map<String, String> sets = new LinkedHashMap<>(written);
      sets.put("s" + reader, "INPUT");
      transformations.add(transformation("t" + reader, sets));
    }
    declare("dense", transformations);
    Map<String, Object> query = query("dense", "s0");
    query.put("target", "s15");
    query.put("projection", List.of(Map.of("aggregate", "count")));
    Answer answer = client.post("/api/v1/query", JsonText.of(query)).expect(400);
    assertEquals("invalid_query", answer.at("code"));
    assertTrue(answer.body().contains("more than 32 paths"), answer.body());
  }

  /** Of hundreds of sets, planning alone would take minutes, which no time limit ends. */
  @Test
  void refusesMoreSetsThanItCanJoin() {
    List<Map<String, Object>> transformations = new ArrayList<>();
    List<Object> sets = new ArrayList<>(List.of("s0"));
    for (int set = 1; set <= 65; set++) {
      Map<String, String> both = Map.of("s" + (set - 1), "INPUT", "s" + set, "OUTPUT");
      transformations.add(transformation("t" + set, both));
      sets.add("s" + set);
    }
    declare("chain", transformations);
    Map<String, Object> query = query("chain", "s0");
    query.put("projection", List.of(Map.of("aggregate", "count")));
    for (String mapping : List.of("physical", "logical", "hybrid")) {
      query.put("mapping", mapping);
      query.put("target", "s64");
      assertRefused(query, "/target", "paths through more than 64 sets");
      query.put("target", "s63");
      assertEquals(List.of(List.of(0.0)), ask(query).list("rows"));
    }
    query.put("mapping", "execution");
    query.put("include", sets.subList(0, 65));
    assertRefused(query, "/source", "at most 64 sets");
    query.put("include", sets.subList(0, 64));
    assertEquals(List.of(List.of(0.0)), ask(query).list("rows"));
  }

  private static void assertRefused(Map<String, Object> query, String pointer, String detail) {
    Answer answer = client.post("/api/v1/query", JsonText.of(query)).expect(400);
    assertEquals("invalid_query", answer.at("code"));
    assertEquals(pointer, answer.at("errors", 0, "pointer"));
    assertTrue(answer.body().contains(detail), answer.body());
  }

  @Test
  void takesConditionsWithThousandsOfParts() {
    Map<String, Object> one = Map.of("attribute", "a", "operator", "=", "value", 1.0);
    Map<String, Object> query = query("plain", "data");
    query.put("selection", Map.of("or", Collections.nCopies(5_000, one)));
    assertEquals(List.of(List.of(1.0)), ask(query).list("rows"));
    Object values = Collections.nCopies(20_000, 1.0);
    query.put("selection", Map.of("attribute", "a", "operator", "in", "value", values));
    assertEquals(List.of(List.of(1.0)), ask(query).list("rows"));
  }

  @Test
  void refusesMoreDataflowsThanItCanUnite() {
    for (int number = 0; number <= 200; number++) {
      String dataflow = "many-" + number;
      declare(dataflow, List.of(transformation("t", Map.of("everywhere", "OUTPUT"))));
    }
    Map<String, Object> query = new LinkedHashMap<>(Map.of("source", "everywhere"));
    query.put("dataflows", "all");
    Answer answer = client.post("/api/v1/query", JsonText.of(query)).expect(400);
    assertEquals("/dataflows", answer.at("errors", 0, "pointer"));
  }

  /** The set gets a new attribute with each batch, and so its tables and views change. */
  @Test
  void answersWhileTheSetGrows() {
    grow(0);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int epoch = 1; epoch <= 60; epoch++) {
                grow(epoch);
              }
            });
    double last = 0;
    do {
      for (String set : List.of("otrainingmodel", "training_epoch")) {
        Map<String, Object> query = query("growing", set);
        Answer all = ask(query);
        assertEquals(all.list("columns").size(), row(all, 0).size());
        query.put("projection", List.of(Map.of("aggregate", "count")));
        double count = (Double) java.util.Objects.requireNonNull(row(ask(query), 0).get(0));
        assertTrue(count >= last, "an epoch was there and is not any more");
        last = count;
      }
    } while (!writing.isDone());
    writing.join();
    Map<String, Object> query = query("growing", "training_epoch");
    query.put("projection", List.of(Map.of("attribute", "metric60", "aggregate", "count")));
    assertEquals(List.of(List.of(1.0)), ask(query).list("rows"));
  }

  private static List<?> row(Answer answer, int row) {
    return (List<?>) java.util.Objects.requireNonNull(answer.list("rows").get(row));
  }

  private static void grow(int epoch) {
    String at = "\"at\":\"2026-11-23T12:00:00.000001Z\"";
    List<String> events = new ArrayList<>();
    events.add(
        "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"growing\",\"predefined\":true}}"
            .formatted(at));
    events.add(
        "{\"type\":\"execution_started\",%s,\"dataflow\":\"growing\",\"execution\":\"run\"}"
            .formatted(at));
    events.add(
        "{\"type\":\"task_begun\",%s,\"transformation\":\"TrainingModel\",\"task\":\"%d\"}"
            .formatted(at, epoch));
    events.add(
        "{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"%d\",\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":%d,\"metric%d\":1}]}"
            .formatted(at, epoch, epoch, epoch));
    assertEquals(
        List.of(), client.events(events.toArray(new String[0])).expect(200).list("rejected"));
  }

  private static Answer ask(Map<String, Object> query) {
    return client.post("/api/v1/query", JsonText.of(query)).expect(200);
  }

  private static Map<String, Object> query(String dataflow, String source) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("dataflow", dataflow);
    query.put("source", source);
    return query;
  }

  private static void declare(String dataflow, List<Map<String, Object>> transformations) {
    client
        .post(
            "/pde/dataflow/json",
            JsonText.of(Map.of("tag", dataflow, "transformations", transformations)))
        .expect(200);
  }

  /** A transformation and its sets: name → INPUT or OUTPUT. */
  private static Map<String, Object> transformation(String tag, Map<String, String> sets) {
    List<Object> parts = new ArrayList<>();
    sets.forEach(
        (set, type) ->
            parts.add(
                Map.of(
                    "tag",
                    set,
                    "type",
                    type,
                    "attributes",
                    List.of(Map.of("name", "a", "type", "NUMERIC")))));
    return Map.of("tag", tag, "sets", parts);
  }

  private static void task(String execution, List<List<String>> rows) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", "1");
    task.put("dataflow", "plain");
    task.put("transformation", "t");
    task.put("exec", execution);
    task.put("status", "RUNNING");
    task.put("sets", List.of(Map.of("tag", "data", "elements", rows)));
    client.post("/pde/task/json", JsonText.of(task)).expect(200);
  }
}
