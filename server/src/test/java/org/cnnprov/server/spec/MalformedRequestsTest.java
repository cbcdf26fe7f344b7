package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each malformed request is answered with the status and the code beside it, nothing of it is
 * stored, and what came through a write door is kept as it came.
 */
class MalformedRequestsTest {

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void sendWhatIsValid() {
    server = RunningServer.in(directory);
    client = server.client();
    for (Object request :
        Plain.list(SpecFiles.json(SpecFiles.path("malformed/setup/requests.json")))) {
      send(Plain.object(request)).expect(200);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> isAnsweredAndKept() {
    return SpecFiles.below("malformed", ".json").stream()
        .filter(file -> !file.toString().contains("setup"))
        .flatMap(MalformedRequestsTest::requests);
  }

  private static Stream<DynamicTest> requests(Path file) {
    return Plain.list(SpecFiles.json(file)).stream()
        .map(Plain::object)
        .map(
            request ->
                DynamicTest.dynamicTest(
                    file.getFileName() + ": " + request.get("name"), () -> check(request)));
  }

  private static void check(Map<String, @Nullable Object> request) {
    List<@Nullable Object> before = stored();
    Answer answer = send(request);
    long status = Plain.number(request.get("status"));
    answer.expect((int) status);
    if (status == 200) {
      checkCounted(request, answer);
    } else {
      checkProblem(request, answer, status);
    }
    assertEquals(before, stored(), "something of it was stored");
    if (hasBody(request) && isWriteDoor(request) && status != 405 && status != 409) {
      checkKept(request);
    }
  }

  private static void checkCounted(Map<String, @Nullable Object> request, Answer answer) {
    assertEquals(1, answer.list("rejected").size(), answer.body());
    assertEquals(request.get("code"), answer.at("rejected", 0, "code"), answer.body());
    assertEquals(request.get("pointer"), answer.at("rejected", 0, "pointer"), answer.body());
  }

  private static void checkProblem(
      Map<String, @Nullable Object> request, Answer answer, long status) {
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals(request.get("code"), answer.at("code"), answer.body());
    assertEquals((double) status, answer.at("status"));
    if (request.containsKey("pointer")) {
      assertEquals(request.get("pointer"), answer.at("errors", 0, "pointer"), answer.body());
      assertEquals(request.get("code"), answer.at("errors", 0, "code"), answer.body());
    }
    for (String place : List.of("line", "column")) {
      if (request.containsKey(place)) {
        assertEquals(request.get(place), answer.at("errors", 0, place), answer.body());
      }
    }
    if (request.containsKey("errors")) {
      assertEquals(places(Plain.list(request.get("errors"))), places(answer.list("errors")));
    }
    if (request.containsKey("expected")) {
      assertEquals(request.get("expected"), answer.at("expected"));
    }
  }

  private static List<String> places(List<@Nullable Object> problems) {
    return problems.stream()
        .map(problem -> Plain.at(problem, "pointer") + " " + Plain.at(problem, "code"))
        .toList();
  }

  /** How much of everything there is, whatever the request was about. */
  private static List<@Nullable Object> stored() {
    List<@Nullable Object> tables =
        client.rows(
            "select table_schema, table_name from information_schema.tables"
                + " where table_type = 'BASE TABLE' and table_name <> 'producer' order by all");
    String counts =
        tables.stream()
            .map(table -> "\"%s\".\"%s\"".formatted(Plain.at(table, 0), Plain.at(table, 1)))
            .map(table -> "select '%s', count(*) from %s".formatted(table, table))
            .collect(Collectors.joining(" union all "));
    return client.rows(counts);
  }

  private static void checkKept(Map<String, @Nullable Object> request) {
    Answer newest = client.get("/api/v1/rejected?limit=1").expect(200);
    assertEquals(request.get("code"), newest.at("items", 0, "code"));
    long id = Plain.number(newest.at("items", 0, "id"));
    Map<String, @Nullable Object> kept =
        Plain.object(client.get("/api/v1/rejected/" + id).expect(200).at());
    byte[] raw =
        kept.containsKey("body")
            ? String.valueOf(kept.get("body")).getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(String.valueOf(kept.get("body_base64")));
    if (Plain.number(request.get("status")) == 200) {
      String event = new String(raw, StandardCharsets.UTF_8);
      assertEquals(lastLine(request), event);
    } else {
      assertArrayEquals(body(request), raw);
    }
  }

  private static String lastLine(Map<String, @Nullable Object> request) {
    List<String> lines = new String(body(request), StandardCharsets.UTF_8).lines().toList();
    return lines.get(lines.size() - 1);
  }

  private static boolean isWriteDoor(Map<String, @Nullable Object> request) {
    String path = String.valueOf(request.get("path"));
    return path.contains("/pde/") || path.endsWith("/batches") || path.endsWith("/provenance");
  }

  private static boolean hasBody(Map<String, @Nullable Object> request) {
    return request.containsKey("body") || request.containsKey("body_base64");
  }

  private static byte[] body(Map<String, @Nullable Object> request) {
    return request.containsKey("body_base64")
        ? Base64.getDecoder().decode(String.valueOf(request.get("body_base64")))
        : String.valueOf(request.getOrDefault("body", "")).getBytes(StandardCharsets.UTF_8);
  }

  private static Answer send(Map<String, @Nullable Object> request) {
    Map<String, String> headers = new HashMap<>();
    if (request.containsKey("headers")) {
      Plain.object(request.get("headers"))
          .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    }
    return client.send(
        String.valueOf(request.get("method")),
        String.valueOf(request.get("path")),
        headers,
        body(request));
  }
}
