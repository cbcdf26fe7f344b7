package org.cnnprov.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that well-behaved HTTP libraries would not send, and bodies at the limits. */
class RawRequestsTest {

  private static final String DECLARED =
      """
      {"type":"dataflow_declared","at":"2026-11-23T12:00:00.000001Z","dataflow":{"tag":"raw"}}""";

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void acceptsTheDoubleSlashOfDfAnalyzersClients() throws IOException {
    String answer = raw("POST //pde/dataflow/json HTTP/1.1", "{\"tag\":\"slashes\"}");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
  }

  @Test
  void refusesOtherAmbiguousPathsWithAProblem() throws IOException {
    String answer = raw("GET /api/v1/dataflows%2F1 HTTP/1.1", "");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertTrue(answer.contains("\"status\":400"), answer);
  }

  @Test
  void refusesWhatIsNoHttp() throws IOException {
    String answer = raw("HELLO", "");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
  }

  @Test
  void namesTheMethodsThatAPathHas() {
    Answer answer = client.send("DELETE", "/api/v1/sql", Map.of(), new byte[0]);
    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow"));
  }

  @Test
  void readsGzip() throws IOException {
    byte[] body =
        Client.lines(UUID.randomUUID(), 0, List.of(DECLARED)).getBytes(StandardCharsets.UTF_8);
    client.batch(gzip(body), Map.of("Content-Encoding", "gzip")).expect(200);
  }

  @Test
  void refusesABodyThatIsTooLargeOnTheWireAndKeepsItsBeginning() {
    Answer answer = client.batch(new byte[16 * 1024 * 1024 + 1], Map.of());
    assertEquals(413, answer.status(), answer.body());
    assertEquals("too_large", answer.at("code"));
    Answer newest = client.get("/api/v1/rejected?limit=1");
    assertEquals("too_large", newest.at("items", 0, "code"));
    assertEquals(64.0 * 1024, newest.at("items", 0, "size"));
  }

  @Test
  void refusesABodyThatIsTooLargeOnceItIsDecompressed() throws IOException {
    byte[] bomb = gzip(new byte[64 * 1024 * 1024 + 1]);
    Answer answer = client.batch(bomb, Map.of("Content-Encoding", "gzip"));
    assertEquals(413, answer.status(), answer.body());
  }

  @Test
  void refusesGzipThatBreaksOff() throws IOException {
    byte[] whole = gzip(DECLARED.getBytes(StandardCharsets.UTF_8));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    Answer answer = client.batch(half, Map.of("Content-Encoding", "gzip"));
    assertEquals(400, answer.status(), answer.body());
    assertEquals("invalid_encoding", answer.at("code"));
  }

  @Test
  void givesEachRequestAName() {
    assertTrue(!client.get("/health").header("X-Request-Id").isEmpty());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String raw(String requestLine, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
      String request =
          "%s\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(requestLine, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
