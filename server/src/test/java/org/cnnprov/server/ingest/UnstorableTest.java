package org.cnnprov.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What passes all checks and yet cannot be kept by the engine is refused, and takes nothing with
 * it. A constraint that the tests add to the store's tables stands for what nobody thought of.
 */
class UnstorableTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";
  private static final List<String> START =
      List.of(
          "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"d\",\"predefined\":true}}"
              .formatted(AT),
          "{\"type\":\"execution_started\",%s,\"dataflow\":\"d\",\"execution\":\"e\"}"
              .formatted(AT));

  @TempDir Path directory;

  private RunningServer server;
  private Client client;
  private final UUID producer = UUID.randomUUID();

  @BeforeEach
  void start() throws SQLException {
    RunningServer.in(directory).close();
    forbid("note", "text");
    forbid("file", "name");
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anEventThatCannotBeStoredIsRefusedAndTheOthersAreStored() {
    List<String> events = new ArrayList<>(START);
    IntStream.range(0, 20).forEach(i -> events.add(note(i == 13 ? "poison" : "n" + i)));
    Answer answer = client.batch(Client.lines(producer, 0, events)).expect(200);
    assertEquals(21.0, answer.at("stored"));
    assertEquals(1, answer.list("rejected").size(), answer.body());
    assertEquals("/15", answer.at("rejected", 0, "pointer"));
    assertEquals("unstorable", answer.at("rejected", 0, "code"));
    assertEquals(List.of(List.of(19.0, 19.0)), notes());
    assertKept("poison");
    client.get("/health").expect(200);
  }

  @Test
  void whatIsWrongBesideItIsNamedOnce() {
    List<String> events = new ArrayList<>(START);
    events.add("{\"type\":\"no such type\"," + AT + "}");
    events.add(note("poison"));
    events.add("{\"type\":\"no such type\"," + AT + "}");
    Answer answer = client.batch(Client.lines(producer, 0, events)).expect(200);
    assertEquals(
        List.of("/2/type", "/3", "/4/type"),
        IntStream.range(0, answer.list("rejected").size())
            .mapToObj(i -> answer.at("rejected", i, "pointer"))
            .toList());
  }

  @Test
  void aBatchFullOfThemEndsAfterAFewAndTheClientSendsTheRest() {
    List<String> events = new ArrayList<>(START);
    IntStream.range(0, 10).forEach(i -> events.add(note("poison")));
    events.add(note("last"));
    long next = 0;
    int requests = 0;
    while (next < events.size()) {
      List<String> rest = events.subList((int) next, events.size());
      Answer answer = client.batch(Client.lines(producer, next, rest)).expect(200);
      long stored = Plain.number(answer.at("stored"));
      assertTrue(stored >= next, "no step forward");
      next = stored + 1;
      requests++;
    }
    assertEquals(List.of(List.of(1.0, 1.0)), notes());
    assertTrue(requests > 1, "all in one request");
    assertEquals(10, client.get("/api/v1/rejected").expect(200).list("items").size());
  }

  @Test
  void aMessageThatCannotBeStoredIsRefusedAsAWhole() {
    client
        .post(
            "//pde/dataflow/json",
            """
            {"tag":"m","transformations":[{"tag":"t","sets":[
            {"tag":"o","type":"OUTPUT","attributes":[{"name":"a","type":"NUMERIC"}]}]}]}""")
        .expect(200);
    Answer refused = client.post("//pde/task/json", task(1, "poison")).expect(400);
    assertEquals("unstorable", refused.at("code"));
    client.post("//pde/task/json", task(2, "good.csv")).expect(200);
    assertEquals(List.of(List.of("2")), client.rows("select identifier from task"));
    assertKept("poison");
  }

  @Test
  void whoeverWritesAtTheSameTimeIsStored() {
    client.batch(Client.lines(producer, 0, START)).expect(200);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> events = new ArrayList<>(START);
      events.add(note(i % 8 == 3 ? "poison" : "n" + i));
      byte[] body = Client.lines(UUID.randomUUID(), 0, events).getBytes(UTF_8);
      Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson");
      answers.add(client.sendLater("POST", "/api/v1/batches", headers, body));
    }
    answers.forEach(answer -> assertEquals(2.0, answer.join().expect(200).at("stored")));
    assertEquals(List.of(List.of(35.0, 35.0)), notes());
  }

  private List<?> notes() {
    return client.rows("select count(*), count(distinct text) from note");
  }

  private void assertKept(String what) {
    Answer newest = client.get("/api/v1/rejected?limit=1").expect(200);
    assertEquals("unstorable", newest.at("items", 0, "code"));
    long id = Plain.number(newest.at("items", 0, "id"));
    String kept = client.get("/api/v1/rejected/" + id).expect(200).body();
    assertTrue(kept.contains(what), kept);
  }

  private static String note(String text) {
    return "{\"type\":\"note\",%s,\"text\":\"%s\"}".formatted(AT, text);
  }

  private static String task(int id, String file) {
    return """
        {"id":"%d","tag":"t","dataflow":"m","transformation":"t","exec":"x","status":"RUNNING",
        "sets":[{"tag":"o","elements":[["1"]]}],"files":[{"name":"%s","path":"/data"}]}"""
        .formatted(id, file);
  }

  /** From now on the engine takes no row of the table with the text {@code poison} there. */
  private void forbid(String table, String column) throws SQLException {
    try (Connection store =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("cnnprov.duckdb"));
        Statement statement = store.createStatement()) {
      String definition;
      try (ResultSet found =
          statement.executeQuery(
              "SELECT sql FROM duckdb_tables() WHERE schema_name = 'public' AND table_name = '%s'"
                  .formatted(table))) {
        found.next();
        definition = found.getString(1);
      }
      statement.execute("DROP TABLE public." + table);
      statement.execute(
          definition.substring(0, definition.lastIndexOf(')'))
              + ", CHECK (\"%s\" <> 'poison'))".formatted(column));
    }
  }
}
