package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each question of {@code spec/questions}, by every door, while the trainings run. */
class QuestionsTest {

  @TempDir static Path directory;
  private static RunningServer server;

  @BeforeAll
  static void loadTheTrainings() throws IOException {
    server = RunningServer.in(directory);
    for (Path batch : SpecFiles.below("questions", ".ndjson")) {
      Answer answer = server.client().batch(Files.readAllBytes(batch), Map.of()).expect(200);
      assertEquals(List.of(), answer.list("rejected"), batch.toString());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> areAnsweredBySql() {
    return each("sql", (question, sql) -> server.client().sql(String.valueOf(sql)));
  }

  private interface Door {
    Answer ask(Map<String, @Nullable Object> question, Object as);
  }

  private static Stream<DynamicTest> each(String member, Door door) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Object each : Plain.list(SpecFiles.json(SpecFiles.path("questions/questions.json")))) {
      Map<String, @Nullable Object> question = Plain.object(each);
      Object as = question.get(member);
      if (as != null) {
        String name = question.get("number") + " " + question.get("question");
        tests.add(DynamicTest.dynamicTest(name, () -> check(question, door.ask(question, as))));
      }
    }
    return tests.stream();
  }

  private static void check(Map<String, @Nullable Object> question, Answer answer) {
    List<@Nullable Object> columns =
        answer.expect(200).list("columns").stream().map(each -> Plain.at(each, "name")).toList();
    assertEquals(question.get("columns"), columns);
    assertEquals(question.get("rows"), answer.list("rows"));
  }
}
