package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each golden query through the real server, over the data that its file sends first. */
class GoldenQueriesTest {

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

  @TestFactory
  Stream<DynamicTest> answersWhatTheFileStates() {
    return SpecFiles.below("golden/queries", ".json").stream().flatMap(GoldenQueriesTest::queries);
  }

  private static Stream<DynamicTest> queries(Path file) {
    Map<String, @Nullable Object> golden = Plain.object(SpecFiles.json(file));
    send(golden);
    return Plain.list(golden.get("queries")).stream()
        .map(Plain::object)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    file.getFileName() + ": " + JsonText.of(each.get("query")), () -> check(each)));
  }

  private static void send(Map<String, @Nullable Object> golden) {
    for (Object batch : Plain.list(golden.getOrDefault("batches", List.of()))) {
      client.batch(bytes("golden/batches/" + batch + ".ndjson"), Map.of()).expect(200);
    }
    for (Object request : Plain.list(golden.getOrDefault("requests", List.of()))) {
      String path = String.valueOf(Plain.at(request, "path"));
      client.post(path, JsonText.of(Plain.at(request, "body"))).expect(200);
    }
  }

  private static void check(Map<String, @Nullable Object> golden) {
    Answer answer = client.post("/api/v1/query", JsonText.of(golden.get("query")));
    if (golden.containsKey("status")) {
      answer.expect((int) Plain.number(golden.get("status")));
      assertEquals(golden.get("code"), answer.at("code"), answer.body());
      assertEquals(golden.get("pointer"), answer.at("errors", 0, "pointer"), answer.body());
      String detail = String.valueOf(golden.getOrDefault("detail", ""));
      assertTrue(String.valueOf(answer.at("detail")).contains(detail), answer.body());
      return;
    }
    answer.expect(200);
    assertEquals(
        golden.get("columns"),
        answer.list("columns").stream().map(column -> Plain.at(column, "name")).toList());
    assertEquals(Plain.list(golden.get("rows")), answer.list("rows"), answer.body());
    assertEquals(golden.getOrDefault("truncated", false), answer.at("truncated"));
    checkStatement(answer);
  }

  /** The statement in the answer, run as it stands, has the same columns. */
  private static void checkStatement(Answer answer) {
    Answer again =
        client.post(
            "/api/v1/sql",
            JsonText.of(Map.of("sql", answer.at("sql"), "parameters", answer.list("parameters"))));
    assertEquals(answer.at("columns"), again.expect(200).at("columns"));
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(SpecFiles.path(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
