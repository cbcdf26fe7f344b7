package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.access.TokenFile;
import org.cnnprov.server.log.JsonLines;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.store.duckdb.DuckDbStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends secrets in every way, then looks for them in everything that the server left. */
class SecretsTest {

  private static final String UNKNOWN = "cnnprov_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  @TempDir Path directory;

  private final List<Answer> answers = new ArrayList<>();
  private final List<String> raw = new ArrayList<>();

  @Test
  void noSecretIsInLogsErrorsMetricsRefusalsOrFiles() throws Exception {
    String known = new TokenFile(directory).create(Role.ADMIN, "", Clock.systemUTC()).secret();
    List<String> lines;
    try (LogLines log = new LogLines()) {
      Settings settings = new Settings("127.0.0.1", 0, directory, true, true, Limits.defaults());
      BlockableStore store = new BlockableStore(DuckDbStore.open(directory));
      try (Server server = Server.start(settings, listener -> store, Clock.systemUTC())) {
        provoke(server, store, known);
        lookAround(new Client(server.port()), known);
      }
      lines = log.lines();
    }
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("POST //pde/task/json 400")),
        lines::toString);
    for (String secret : List.of(known, UNKNOWN)) {
      lines.forEach(line -> assertFalse(line.contains(secret), line));
      raw.forEach(answer -> assertFalse(answer.contains(secret), answer));
      for (Answer answer : answers) {
        assertFalse(answer.body().contains(secret), answer.body());
        assertFalse(answer.headers().map().toString().contains(secret), answer.headers()::toString);
      }
      assertNoFileHolds(secret);
    }
    for (String line : lines) {
      assertTrue(Plain.parse(line) instanceof Map, line);
      assertEquals(line.length() - 1, line.indexOf('\n'), line);
    }
  }

  private void provoke(Server server, BlockableStore store, String known) throws IOException {
    Client client = new Client(server.port());
    for (String secret : List.of(known, UNKNOWN)) {
      String base = "/t/" + secret + "/";
      post(client, base + "/pde/task/json", "{\"no\": 1}");
      post(client, base + "/pde/task/json", "no json");
      post(client, base + "api/v1/batches", "");
      post(client, base + "api/v1/sql", "{\"sql\": \"drop table x\"}");
      for (String path :
          List.of("nowhere", "", "api/v1/rejected/1", "api/v1/sql", "/t/" + secret)) {
        answers.add(client.get(base + path));
      }
      answers.add(client.get("/T/" + secret + "/api/v1/dataflows"));
      Map<String, String> header = Map.of("Authorization", "Bearer " + secret);
      answers.add(client.send("GET", "/api/v1/executions/x", header, new byte[0]));
      answers.add(
          client.send("GET", "/nowhere", Map.of("Authorization", "Basic " + secret), new byte[0]));
      store.fail("the disk is full");
      post(client, base + "/pde/dataflow/json", "{\"tag\": \"x\"}");
      store.recover();
      sendRaw(server, "GET " + base + "api%2Fv1 HTTP/1.1\r\nHost: x\r\n\r\n");
      sendRaw(server, "GET " + base + "%zz HTTP/1.1\r\nHost: x\r\n\r\n");
      sendRaw(server, "GET /%74/" + secret + "/api/v1/dataflows HTTP/1.1\r\nHost: x\r\n\r\n");
      sendRaw(server, "GET /x/../t/" + secret + "/api/v1/dataflows HTTP/1.1\r\nHost: x\r\n\r\n");
      sendRaw(server, "POST " + base + "pde/task/json HTTP/9.9\r\nHost: x\r\n\r\n");
      sendRaw(server, "GET /health HTTP/1.1\r\nAuthorization Bearer " + secret + "\r\n\r\n");
      String long_ = "x".repeat(20_000);
      sendRaw(server, "GET " + base + long_ + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }

  private void lookAround(Client client, String known) {
    Map<String, String> header = Map.of("Authorization", "Bearer " + known);
    for (String path :
        List.of("/metrics", "/api/v1/rejected", "/api/v1/server", "/api/v1/dataflows")) {
      answers.add(client.send("GET", path, header, new byte[0]).expect(200));
    }
    Answer refused = client.send("GET", "/api/v1/rejected", header, new byte[0]);
    assertTrue(refused.list("items").size() >= 2, refused.body());
    for (int i = 0; i < refused.list("items").size(); i++) {
      String id = String.valueOf(refused.at("items", i, "id")).replace(".0", "");
      answers.add(client.send("GET", "/api/v1/rejected/" + id, header, new byte[0]).expect(200));
    }
  }

  private void post(Client client, String path, String body) {
    answers.add(client.post(path, body));
  }

  private void sendRaw(Server server, String request) throws IOException {
    try (RawConnection connection = RawConnection.to(server)) {
      connection.send(request);
      raw.add(connection.readSome());
    }
  }

  private void assertNoFileHolds(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(secret), file.toString());
      }
    }
  }

  /** What goes to the log, in its form. */
  private static final class LogLines extends Handler implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();

    LogLines() {
      setLevel(Level.ALL);
      setFormatter(new JsonLines());
      Logger.getLogger("").addHandler(this);
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord log) {
      lines.add(getFormatter().format(log));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }
}
