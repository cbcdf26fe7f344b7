package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Each golden sequence of DfAnalyzer's messages through the real server, and the rows it leaves.
 */
class GoldenMessagesTest {

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
  Stream<DynamicTest> leavesTheStateThatTheFileStates() {
    return SpecFiles.below("golden/dfanalyzer", ".json").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  private static void check(Path file) {
    Object golden = SpecFiles.json(file);
    for (Object request : Plain.list(Plain.at(golden, "requests"))) {
      send(Plain.object(request));
    }
    Rows.check(client, name(file), golden);
  }

  private static void send(Map<String, @Nullable Object> request) {
    String body = body(request);
    Answer answer =
        client.send(
            "POST",
            String.valueOf(request.get("path")),
            Map.of(),
            body.getBytes(StandardCharsets.UTF_8));
    answer.expect((int) Plain.number(request.getOrDefault("status", 200.0)));
    if (request.containsKey("code")) {
      assertEquals(request.get("code"), answer.at("code"), answer.body());
    }
    if (request.containsKey("pointer")) {
      assertEquals(request.get("pointer"), answer.at("errors", 0, "pointer"), answer.body());
    }
    for (String place : List.of("line", "column")) {
      if (request.containsKey(place)) {
        assertEquals(request.get(place), answer.at("errors", 0, place), answer.body());
      }
    }
    if (request.containsKey("warnings")) {
      List<@Nullable Object> codes = new ArrayList<>();
      answer.list("warnings").forEach(warning -> codes.add(Plain.at(warning, "code")));
      assertEquals(request.get("warnings"), codes, answer.body());
    }
  }

  private static String body(Map<String, @Nullable Object> request) {
    if (request.containsKey("text")) {
      return Plain.list(request.get("text")).stream()
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    }
    return request.containsKey("raw")
        ? String.valueOf(request.get("raw"))
        : JsonText.of(request.get("body"));
  }

  private static String name(Path file) {
    Path relative = SpecFiles.path("golden/dfanalyzer").relativize(file);
    return relative.toString().replace('/', '-');
  }
}
