package org.cnnprov.server.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the reference run as they stand there, on the trainings of the questions. */
class ReferencePagesTest {

  private static final Pattern COMMAND =
      Pattern.compile("```\ncurl .*? -d '(.*?)'\n```", Pattern.DOTALL);
  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile("```\n(\\w+\\(.*?)```", Pattern.DOTALL);

  @TempDir static Path directory;
  private static RunningServer server;

  @BeforeAll
  static void loadTheTrainings() throws IOException {
    server = RunningServer.in(directory);
    for (Path batch : SpecFiles.below("questions", ".ndjson")) {
      server.client().batch(Files.readAllBytes(batch), Map.of()).expect(200);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theCommandAnswersWhatStandsBelowIt() {
    String page = page("query.md");
    Answer answer = ask(blocks(COMMAND, page).get(0));
    Map<String, @Nullable Object> shown = Plain.object(Plain.parse(blocks(JSON, page).get(0)));
    String sql = String.valueOf(shown.remove("sql"));
    assertTrue(String.valueOf(answer.at("sql")).startsWith(sql.replace("…", "")), answer.body());
    shown.forEach((member, value) -> assertEquals(value, answer.at(member), member));
  }

  @Test
  void structuredQueriesHaveRows() {
    List<String> queries =
        blocks(JSON, page("query.md")).stream()
            .filter(each -> each.contains("\"source\""))
            .toList();
    assertTrue(queries.size() >= 3, queries::toString);
    for (String query : queries) {
      assertTrue(!ask(query).list("rows").isEmpty(), query);
    }
  }

  @Test
  void textsOfDfAnalyzerAreTaken() {
    List<String> texts = blocks(TEXT, page("dfanalyzer.md"));
    assertEquals(3, texts.size());
    assertEquals(List.of(), post("/pde/dataflow", texts.get(0)).list("warnings"));
    post("/pde/task", texts.get(1));
    post(
        "/pde/task",
        "task(systems_of_equations_ex2, solve, 1, RUNNING) collection(osolve, {{1; yes}, {2;"
            + " no}})");
    post(
        "/pde/task",
        "task(systems_of_equations_ex2, extract, 1, RUNNING) dependency({solve}, {1})"
            + " collection(oextract, {{1; 0.5}, {3; 0.02}, {4; 0.001}})");
    Answer answer = post("/query_interface/systems_of_equations_ex2/0", texts.get(2));
    assertEquals(
        List.of(List.of("time", "position", "u"), List.of("1", "3", "0.02")),
        QuotedCsv.rows(answer.body()));
  }

  private static Answer ask(String query) {
    return server.client().post("/api/v1/query", query).expect(200);
  }

  private static Answer post(String path, String text) {
    return server.client().send("POST", path, Map.of(), text.getBytes(UTF_8)).expect(200);
  }

  private static String page(String name) {
    return SpecFiles.text(SpecFiles.path("../docs/reference/" + name));
  }

  private static List<String> blocks(Pattern pattern, String page) {
    return pattern.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
