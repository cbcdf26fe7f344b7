package org.cnnprov.server.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed is gone, and stays gone whoever still reports it. */
class RemovalTest {

  private static final String LATER = "\"at\":\"2999-01-01T00:00:00Z\"";

  @TempDir Path directory;
  private RunningServer server;
  private Client client;
  private Runs runs;

  @BeforeEach
  void start() {
    server = RunningServer.in(directory);
    client = server.client();
    runs = new Runs(client);
    Runs first = new Runs(client);
    first.begin("df", "first", "alice");
    first.send(Runs.end());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void leavesNothingOfAnExecutionInAnyTable() {
    Map<String, Object> before = rowCounts();
    runs.begin("df", "second", "bob");
    runs.send(Runs.end());
    client.send(
        "PATCH",
        "/api/v1/executions/2",
        Map.of("Content-Type", "application/json"),
        "{\"name\":\"x\",\"tags\":{\"y\":\"z\"}}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertNotEquals(before, rowCounts());
    remove("/api/v1/executions/2").expect(204);
    assertEquals(before, rowCounts());
    client.get("/api/v1/executions/2").expect(404);
    restart();
    assertEquals(before, rowCounts());
    remove("/api/v1/executions/2").expect(404);
  }

  @Test
  void leavesNothingOfADataflowInAnyTable() {
    Map<String, Object> before = rowCounts();
    runs.begin("other", "second", "bob");
    runs.send(Runs.end());
    assertNotEquals(before, rowCounts());
    remove("/api/v1/dataflows/2?by=carol").expect(204);
    assertEquals(before, rowCounts());
    assertEquals(
        List.of(List.of("other", "second", "carol"), List.of("other", "null", "carol")),
        client.rows(
            "select dataflow, coalesce(tag, 'null'), removed_by from public.removal order by tag"
                + " nulls last"));
    restart();
    assertEquals(before, rowCounts());
    Runs again = new Runs(client);
    again.begin("other", "third", "bob");
    client.get("/api/v1/dataflows/3").expect(200);
    client.get("/api/v1/executions/3").expect(200);
  }

  @Test
  void refusesWhatRunsUnlessForced() {
    runs.begin("df", "running", "bob");
    Answer refused = remove("/api/v1/executions/2").expect(409);
    assertEquals("still_running", refused.at("code"));
    assertEquals("still_running", remove("/api/v1/dataflows/1").expect(409).at("code"));
    client.get("/api/v1/executions/2").expect(200);
    remove("/api/v1/executions/2?force=yes").expect(400);
    remove("/api/v1/executions/2?force=true").expect(204);
    client.get("/api/v1/executions/2").expect(404);
  }

  @Test
  void letsAProducerThatStillSendsGoOnAndKeepsNothingOfIt() {
    runs.begin("df", "running", "bob");
    remove("/api/v1/executions/2?force=true").expect(204);
    Map<String, Object> before = rowCounts();
    for (int round = 0; round < 2; round++) {
      Answer answer = runs.send(Runs.epoch(2), Runs.end());
      assertEquals((double) runs.sent() - 1, answer.at("stored"));
      assertEquals("execution_removed", answer.at("rejected", 0, "code"));
      assertEquals("execution_removed", answer.at("rejected", 1, "code"));
      assertEquals(before, rowCounts());
      restart();
    }
    assertEquals(List.of(), client.get("/api/v1/rejected").list("items"));
    runs.begin("df", "next", "bob");
    client.get("/api/v1/executions/3").expect(200);
  }

  @Test
  void holdsBackRanksThatComeLateUntilTheFirstBeginsAnew() {
    runs.begin("df", "ranks", "bob");
    remove("/api/v1/executions/2?force=true").expect(204);
    restart();
    Runs late = new Runs(client);
    Answer refused = late.send(Runs.start("df", "ranks", "bob", LATER, 1));
    assertEquals("execution_removed", refused.at("rejected", 0, "code"));
    Answer early =
        new Runs(client)
            .send(Runs.start("df", "ranks", "bob", "\"at\":\"2026-01-01T00:00:00Z\"", 0));
    assertEquals("execution_removed", early.at("rejected", 0, "code"));
    Answer anew = new Runs(client).send(Runs.start("df", "ranks", "bob", LATER, 0));
    assertEquals(List.of(), anew.list("rejected"));
    restart();
    Answer joined = new Runs(client).send(Runs.start("df", "ranks", "bob", LATER, 1));
    assertEquals(List.of(), joined.list("rejected"));
    assertEquals(
        List.of(3.0),
        client.get("/api/v1/executions?tag=ranks").list("items").stream()
            .map(item -> Plain.at(item, "id"))
            .toList());
  }

  @Test
  void holdsBackMessagesOfDfAnalyzerUntilTheDataflowIsDeclaredAgain() {
    String declared =
        """
        {"tag":"solver","transformations":[{"tag":"t","sets":[{"tag":"o","type":"OUTPUT",
        "attributes":[{"name":"x","type":"NUMERIC"}]}]}]}""";
    String named = task("\"exec\":\"run-1\",", 1);
    String unnamed = task("", 1);
    client.post("/pde/dataflow/json", declared).expect(200);
    client.post("/pde/task/json", unnamed).expect(200);
    client.post("/pde/task/json", named).expect(200);
    for (String id : List.of("3", "2")) {
      remove("/api/v1/executions/" + id + "?force=true").expect(204);
    }
    restart();
    for (String message : List.of(named, unnamed)) {
      Answer gone = client.post("/pde/task/json", message).expect(410);
      assertEquals("execution_removed", gone.at("code"));
    }
    assertEquals(List.of(List.of(0.0)), client.rows("select count(*) from solver.ds_o"));
    client.post("/pde/dataflow/json", declared).expect(200);
    client.post("/pde/task/json", named).expect(200);
    client.post("/pde/dataflow/json", declared).expect(200);
    client.post("/pde/task/json", unnamed).expect(200);
    assertEquals(List.of(List.of(2.0)), client.rows("select count(*) from solver.ds_o"));
  }

  @Test
  void ofTheLatestGivesItsTasksToNoOther() {
    client
        .post(
            "/pde/dataflow/json",
            """
            {"tag":"solver","transformations":[{"tag":"t","sets":[{"tag":"o","type":"OUTPUT",
            "attributes":[{"name":"x","type":"NUMERIC"}]}]}]}""")
        .expect(200);
    client.post("/pde/task/json", task("\"exec\":\"old\",", 1)).expect(200);
    client.post("/pde/task/json", task("", 2)).expect(200);
    double latest =
        (Double) Objects.requireNonNull(client.get("/api/v1/executions").at("items", 0, "id"));
    remove("/api/v1/executions/%.0f?force=true".formatted(latest)).expect(204);
    client.post("/pde/task/json", task("", 3)).expect(410);
  }

  private static String task(String exec, int id) {
    return """
        {"dataflow":"solver","transformation":"t",%s"id":"%d","status":"RUNNING",
        "sets":[{"tag":"o","elements":[["1"]]}],"dependency":{"tags":[],"ids":[]}}"""
        .formatted(exec, id);
  }

  private Answer remove(String path) {
    return client.send("DELETE", path, Map.of(), new byte[0]);
  }

  private void restart() {
    server.close();
    server = RunningServer.in(directory);
    client = server.client();
    runs.movedTo(client);
  }

  /** Of every table of every schema, but for producers, which stay, and for what was removed. */
  private Map<String, Object> rowCounts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Object row :
        client.rows(
            """
            select table_schema, table_name from information_schema.tables
            where table_type = 'BASE TABLE' and table_name not in ('producer', 'removal')
            order by all""")) {
      List<@Nullable Object> names = Plain.list(row);
      String table = "\"%s\".\"%s\"".formatted(names.get(0), names.get(1));
      counts.put(table, client.rows("select count(*) from " + table).get(0));
    }
    return counts;
  }
}
