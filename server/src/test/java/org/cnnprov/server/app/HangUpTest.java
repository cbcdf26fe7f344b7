package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not wait for the answer to their query. */
class HangUpTest {

  private static final String ENDLESS =
      "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range < 0";
  private static final String ABANDONED =
      "cnnprov_refused_requests_total{code=\"query_abandoned\"} 1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Its document takes seconds. */
  private static final int EPOCHS = 20_000;

  private static final String TASK = "\"transformation\":\"TrainingModel\",\"task\":\"1\"";

  @TempDir Path directory;
  private Server server;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    server = Server.start(new Settings("127.0.0.1", 0, directory));
    client = new Client(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void endTheirQuery() throws Exception {
    try (RawConnection connection = RawConnection.to(server)) {
      connection.send(sql(ENDLESS));
      client.get("/health").expect(200);
      connection.hangUp();
    }
    awaitAbandoned();
  }

  @Test
  void endTheirQueryOnAnOldClientsPathToo() throws Exception {
    client.post("/pde/dataflow/json", "{\"tag\":\"d\"}").expect(200);
    try (RawConnection connection = RawConnection.to(server)) {
      connection.send(sql(ENDLESS).replaceFirst("/api", "/t/none/api"));
      client.get("/health").expect(200);
      connection.hangUp();
    }
    awaitAbandoned();
  }

  @Test
  void endTheirDocument() throws Exception {
    String rows =
        IntStream.range(0, EPOCHS)
            .mapToObj("{\"epoch\":%d,\"loss\":0.5}"::formatted)
            .collect(Collectors.joining(","));
    client
        .events(
            event("dataflow_declared", "\"dataflow\":{\"tag\":\"d\",\"predefined\":true}"),
            event("execution_started", "\"dataflow\":\"d\",\"execution\":\"e\""),
            event("task_begun", TASK),
            event("elements", TASK + ",\"set\":\"oTrainingModel\",\"rows\":[" + rows + "]"))
        .expect(200);
    try (RawConnection connection = RawConnection.to(server)) {
      connection.send(
          "GET /api/v1/executions/1/provenance?detail=value HTTP/1.1\r\nHost: localhost\r\n\r\n");
      client.get("/health").expect(200);
      connection.hangUp();
    }
    awaitAbandoned();
  }

  /** The bytes of the next request, which a look for the end of the connection meets, stay. */
  @Test
  void areNotThoseThatHaveSentTheirNextRequest() throws Exception {
    Limits limits = Limits.defaults().with(Limit.SQL_TIME, "1s", "test");
    Settings settings = new Settings("127.0.0.1", 0, directory.resolve("other")).with(limits);
    try (Server other = Server.start(settings);
        RawConnection connection = RawConnection.to(other)) {
      connection.send(sql(ENDLESS));
      connection.send(sql("select 4711"));
      String answers = "";
      while (!answers.contains("4711")) {
        String more = connection.readSome();
        assertTrue(!more.isEmpty(), "closed after " + answers);
        answers += more;
      }
      assertTrue(answers.contains("query_time_limit"), answers);
    }
  }

  private static String event(String type, String members) {
    return "{\"type\":\"%s\",\"at\":\"2026-11-23T12:00:00Z\",%s}".formatted(type, members);
  }

  private void awaitAbandoned() {
    long begun = System.nanoTime();
    while (!client.get("/metrics").expect(200).body().contains(ABANDONED)) {
      assertTrue(System.nanoTime() - begun < PATIENCE.toNanos(), "it still runs");
    }
  }

  private static String sql(String sql) {
    String body = "{\"sql\": \"%s\"}".formatted(sql);
    return "POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
  }
}
