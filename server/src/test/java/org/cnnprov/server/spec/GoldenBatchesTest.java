package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each golden batch through the real server: its answer, and the rows that it leaves. */
class GoldenBatchesTest {

  @TestFactory
  Stream<DynamicTest> leavesTheStateThatTheFileStates(@TempDir Path directory) {
    return SpecFiles.below("golden/batches", ".expected.json").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file, directory)));
  }

  /** A store for each file: some files tell of one execution, in different orders. */
  private static void check(Path file, Path directory) throws IOException {
    Object golden = SpecFiles.json(file);
    Map<String, @Nullable Object> members = Plain.object(golden);
    try (RunningServer server = RunningServer.in(directory.resolve(name(file)))) {
      for (Object before : Plain.list(members.getOrDefault("after", List.of()))) {
        send(server.client(), file.resolveSibling(before + ".ndjson"));
      }
      Answer answer = send(server.client(), file.resolveSibling(name(file) + ".ndjson"));
      checkAnswer(Plain.object(members.get("answer")), answer.expect(200));
      Rows.check(server.client(), name(file), golden);
    }
  }

  private static Answer send(Client client, Path batch) throws IOException {
    return client.batch(Files.readAllBytes(batch), Map.of());
  }

  private static void checkAnswer(Map<String, @Nullable Object> expected, Answer answer) {
    assertEquals(expected.get("stored"), answer.at("stored"));
    assertEquals(expected.get("rejected"), places(answer.list("rejected")));
    if (expected.containsKey("warnings")) {
      assertEquals(expected.get("warnings"), places(answer.list("warnings")));
    }
  }

  private static List<Map<String, String>> places(List<@Nullable Object> problems) {
    return problems.stream()
        .map(
            problem ->
                Map.of(
                    "pointer", String.valueOf(Plain.at(problem, "pointer")),
                    "code", String.valueOf(Plain.at(problem, "code"))))
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".expected.json", "");
  }
}
