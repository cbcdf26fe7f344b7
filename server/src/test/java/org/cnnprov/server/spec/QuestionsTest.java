package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each question of {@code spec/questions}, by every door, while the trainings run. */
class QuestionsTest {

  private static final List<@Nullable Object> QUESTIONS =
      Plain.list(SpecFiles.json(SpecFiles.path("questions/questions.json")));

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
    return each(
        "sql", (question, sql) -> check(question, server.client().sql(String.valueOf(sql))));
  }

  @TestFactory
  Stream<DynamicTest> areAnsweredByStructuredQueries() {
    return each(
        "query",
        (question, query) ->
            check(question, server.client().post("/api/v1/query", JsonText.of(query))));
  }

  /** The text has no words for an order. */
  @TestFactory
  Stream<DynamicTest> areAnsweredByTheQueryInterface() {
    return each(
        "text",
        (question, text) -> {
          Answer answer =
              server
                  .client()
                  .post(
                      String.valueOf(Plain.at(text, "path")),
                      String.valueOf(Plain.at(text, "body")));
          List<List<?>> rows = new ArrayList<>();
          Plain.list(question.get("rows")).forEach(row -> rows.add(Plain.list(row)));
          assertEquals(
              QuotedCsv.of(Plain.list(question.get("columns")), rows),
              QuotedCsv.rows(answer.expect(200).body()));
        });
  }

  @Test
  void standInTheGuideAsTheyAreAskedHere() {
    String guide = SpecFiles.text(SpecFiles.path("../docs/guide/questions.md"));
    List<@Nullable Object> shown =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(block -> Plain.parse(block.group(1)))
            .toList();
    List<@Nullable Object> asked = new ArrayList<>();
    for (Object each : QUESTIONS) {
      Map<String, @Nullable Object> question = Plain.object(each);
      assertContains(guide, "```sql\n" + question.get("sql") + "\n```");
      Object text = question.get("text");
      if (text != null) {
        String request = "POST " + Plain.at(text, "path") + "\n\n" + Plain.at(text, "body");
        assertContains(guide, "```text\n" + request + "\n```");
      }
      if (question.get("query") != null) {
        asked.add(question.get("query"));
      }
    }
    assertEquals(asked, shown);
  }

  private static void assertContains(String whole, String part) {
    assertTrue(whole.contains(part), () -> "the guide does not show:\n" + part);
  }

  private interface Door {
    void ask(Map<String, @Nullable Object> question, Object as);
  }

  private static Stream<DynamicTest> each(String member, Door door) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Object each : QUESTIONS) {
      Map<String, @Nullable Object> question = Plain.object(each);
      Object as = question.get(member);
      if (as != null) {
        String name = question.get("number") + " " + question.get("question");
        tests.add(DynamicTest.dynamicTest(name, () -> door.ask(question, as)));
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
