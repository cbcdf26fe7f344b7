package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit, made so small that a test meets it. */
class LimitsTest {

  private static final String DECLARED =
      """
      {"type":"dataflow_declared","at":"2026-11-23T12:00:00.000001Z","dataflow":{"tag":"%s"}}""";

  /** Long enough that nothing but the limit under test can be the cause. */
  private static final String LONG = "1h";

  @TempDir Path directory;

  @Test
  void closesAConnectionWhoseHeadersComeTooSlowly() throws Exception {
    try (Server server = with(Map.of(Limit.HEADER_TIME, "200ms", Limit.IDLE_TIME, LONG));
        RawConnection connection = RawConnection.to(server)) {
      connection.send("GET /health HTTP/1.1\r\nX-Slow: ");
      Duration took = connection.dripUntilClosed("x");
      assertTrue(took.toSeconds() < 30, "it was closed after " + took);
    }
  }

  @Test
  void closesASecondRequestWhoseHeadersComeTooSlowly() throws Exception {
    try (Server server = with(Map.of(Limit.HEADER_TIME, "200ms", Limit.IDLE_TIME, LONG));
        RawConnection connection = RawConnection.to(server)) {
      connection.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertTrue(connection.readSome().startsWith("HTTP/1.1 200 "));
      connection.send("GET /health HTTP/1.1\r\nX-Slow: ");
      connection.dripUntilClosed("x");
    }
  }

  @Test
  void refusesABodyThatComesTooSlowly() throws Exception {
    try (Server server = with(Map.of(Limit.BODY_TIME, "200ms", Limit.IDLE_TIME, LONG));
        RawConnection connection = RawConnection.to(server)) {
      connection.send(post(1_000_000));
      String answer = connection.dripUntilAnswered("x");
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertTrue(answer.contains("\"too_slow\""), answer);
    }
  }

  @Test
  void refusesABodyThatStops() throws Exception {
    try (Server server = with(Map.of(Limit.IDLE_TIME, "1s"));
        RawConnection connection = RawConnection.to(server)) {
      connection.send(post(10) + "x");
      String answer = connection.readAll();
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    try (Server server = with(Map.of(Limit.IDLE_TIME, "1s"));
        RawConnection connection = RawConnection.to(server)) {
      assertEquals("", connection.readAll());
    }
  }

  @Test
  void letsNoMoreConnectionsInThanAllowed() throws Exception {
    String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Server server = with(Map.of(Limit.CONNECTIONS, "2", Limit.IDLE_TIME, LONG));
        RawConnection second = RawConnection.to(server)) {
      try (RawConnection first = RawConnection.to(server);
          RawConnection third = RawConnection.to(server)) {
        first.send(request);
        assertTrue(first.readSome().startsWith("HTTP/1.1 200 "));
        second.send(request);
        assertTrue(second.readSome().startsWith("HTTP/1.1 200 "));
        third.send(request);
        assertThrows(SocketTimeoutException.class, () -> third.readWithin(300));
        first.hangUp();
        assertTrue(third.readSome().startsWith("HTTP/1.1 200 "));
      }
    }
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    try (Server server = with(Map.of(Limit.HEADER_SIZE, "1KiB"));
        RawConnection connection = RawConnection.to(server)) {
      connection.send("GET /health HTTP/1.1\r\nX-Large: " + "x".repeat(2_000) + "\r\n\r\n");
      String answer = connection.readAll();
      assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
      assertTrue(answer.contains("\"too_large\""), answer);
    }
  }

  @Test
  void refusesAnEventThatIsTooLongAndTakesTheNext() throws Exception {
    try (Server server = with(Map.of(Limit.LINE_SIZE, "1KiB"))) {
      Client client = new Client(server.port());
      Answer answer =
          client
              .events(DECLARED.formatted("x".repeat(1_000)), DECLARED.formatted("short"))
              .expect(200);
      assertEquals(1.0, answer.at("stored"));
      assertEquals(1, answer.list("rejected").size());
      assertEquals("too_large", answer.at("rejected", 0, "code"));
      assertEquals("/0", answer.at("rejected", 0, "pointer"));
      assertEquals("short", client.get("/api/v1/dataflows").at("items", 0, "tag"));
    }
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws Exception {
    try (Server server = with(Map.of(Limit.BODY_SIZE, "1KiB", Limit.READING_BODY_SIZE, "1KiB"))) {
      Client client = new Client(server.port());
      assertEquals(413, client.events(DECLARED.formatted("x".repeat(1_000))).status());
      assertEquals(413, client.sql("select '" + "x".repeat(1_100) + "'").status());
    }
  }

  @Test
  void limitsWhatSqlAnswers() throws Exception {
    try (Server server = with(Map.of(Limit.SQL_ROWS, "5", Limit.ANSWER_SIZE, "1MiB"))) {
      Client client = new Client(server.port());
      Answer five = client.sql("select range from range(10)").expect(200);
      assertEquals(5, five.list("rows").size());
      assertEquals(true, five.at("truncated"));
      Answer six = client.post("/api/v1/sql", "{\"sql\": \"select 1\", \"limit\": 6}");
      assertEquals("invalid_parameter", six.at("code"));
      Answer large = client.sql("select repeat('x', 2000000)");
      assertEquals("invalid_query", large.expect(400).at("code"));
    }
  }

  @Test
  void stopsSqlThatRunsTooLong() throws Exception {
    try (Server server = with(Map.of(Limit.SQL_TIME, "100ms"))) {
      Client client = new Client(server.port());
      Answer slow =
          client.sql(
              "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range < 0");
      assertEquals("query_time_limit", slow.expect(400).at("code"));
    }
  }

  @Test
  void keepsNoMoreRefusalsThanAllowed() throws Exception {
    try (Server server = with(Map.of(Limit.REFUSALS, "2"))) {
      Client client = new Client(server.port());
      for (int i = 1; i <= 4; i++) {
        assertEquals(400, client.batch("no header " + i).status());
      }
      assertEquals(List.of(4.0, 3.0), refusals(client));
    }
  }

  @Test
  void letsGoOfRefusalsWhileNothingIsRefused() throws Exception {
    try (Server server = with(Map.of())) {
      Client client = new Client(server.port());
      for (int i = 1; i <= 4; i++) {
        assertEquals(400, client.batch("no header " + i).status());
      }
      assertEquals(List.of(4.0, 3.0, 2.0, 1.0), refusals(client));
    }
    try (Server server = with(Map.of(Limit.REFUSALS, "2"))) {
      Client client = new Client(server.port());
      List<Object> kept = refusals(client);
      while (kept.size() > 2) { // the limit of the test's time ends it
        kept = refusals(client);
      }
      assertEquals(List.of(4.0, 3.0), kept);
    }
  }

  private static List<Object> refusals(Client client) throws Exception {
    return client.get("/api/v1/rejected").expect(200).list("items").stream()
        .map(item -> ((Map<?, ?>) item).get("id"))
        .collect(Collectors.toList());
  }

  private Server with(Map<Limit, String> values) throws StoreException, InvalidSettingException {
    return start(directory, values);
  }

  /** A server on the store of the directory, whose other limits are the usual ones. */
  static Server start(Path directory, Map<Limit, String> values)
      throws StoreException, InvalidSettingException {
    Limits limits = Limits.defaults();
    for (Map.Entry<Limit, String> value : values.entrySet()) {
      limits = limits.with(value.getKey(), value.getValue(), "test");
    }
    return Server.start(new Settings("127.0.0.1", 0, directory).with(limits));
  }

  private static String post(int length) {
    return "POST /pde/task/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
        .formatted(length);
  }
}
