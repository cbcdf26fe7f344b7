package org.cnnprov.server.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, notes, tags and the archive, set by hand. */
class AnnotationTest {

  private static final String ONE = "/api/v1/executions/1";

  @TempDir Path directory;
  private RunningServer server;
  private Client client;

  @BeforeEach
  void start() {
    server = RunningServer.in(directory);
    client = server.client();
    Runs runs = new Runs(client);
    runs.begin("df", "first", "alice");
    runs.send(Runs.end());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void areShownAndRecordedWithWhoAndWhen() {
    Answer answer =
        patch(
                ONE,
                """
                {"name":"best","note":"mine","tags":{"dataset":"roses","mine":"1"},"archived":true,
                "by":"bob"}""")
            .expect(200);
    assertEquals("best", answer.at("name"));
    assertEquals("mine", answer.at("note"));
    assertEquals(true, answer.at("archived"));
    assertEquals(Map.of("dataset", "roses", "mine", "1"), answer.at("tags"));
    assertEquals(
        List.of(
            "name null best bob",
            "note null mine bob",
            "tags dataset roses bob",
            "tags mine 1 bob",
            "archived null true bob"),
        changes(answer));
    assertTrue(
        String.valueOf(Plain.at(answer.list("changes").get(0), "at"))
            .matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
    assertEquals(answer.body(), client.get(ONE).expect(200).body());
  }

  @Test
  void areTheSameAfterARestart() {
    String before = patch(ONE, "{\"name\":\"best\",\"archived\":true}").expect(200).body();
    server.close();
    server = RunningServer.in(directory);
    client = server.client();
    assertEquals(before, client.get(ONE).expect(200).body());
  }

  @Test
  void setAgainAsTheyAreAreNoChange() {
    String body = "{\"name\":\"best\",\"tags\":{\"dataset\":\"flowers17\",\"new\":\"1\"}}";
    List<String> once = changes(patch(ONE, body));
    assertEquals(List.of("name null best null", "tags new 1 null"), once);
    assertEquals(once, changes(patch(ONE, body)));
  }

  @Test
  void nullTakesAwayWhatAPersonSet() {
    patch(ONE, "{\"name\":\"best\",\"note\":\"mine\",\"tags\":{\"dataset\":\"roses\"}}");
    Answer answer = patch(ONE, "{\"name\":null,\"note\":null,\"tags\":{\"dataset\":null}}");
    assertEquals(null, answer.expect(200).at("name"));
    assertEquals("captured", answer.at("note"));
    assertEquals(Map.of(), answer.at("tags"));
    assertEquals(6, answer.list("changes").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|missing_field|null",
        "{\"by\":\"x\"}|missing_field|null",
        "[]|wrong_type|null",
        "{\"name\":3}|wrong_type|/name",
        "{\"archived\":\"yes\"}|wrong_type|/archived",
        "{\"archived\":null}|wrong_type|/archived",
        "{\"tags\":[]}|wrong_type|/tags",
        "{\"tags\":{\"a/b\":1}}|wrong_type|/tags/a~1b",
        "{\"tags\":{\" \":\"1\"}}|invalid_name|`/tags/ `",
        "{\"status\":\"FINISHED\"}|unknown_value|/status",
        "{\"name\":\"x\",\"by\":\" \"}|invalid_name|/by",
        "{\"name\":|malformed_json|",
      })
  void areRefusedWhereTheyAreWrong(String body, String code, String pointer) {
    String before = client.get(ONE).body();
    Answer answer = patch(ONE, body).expect(400);
    assertEquals(code, answer.at("code"));
    if (pointer != null && pointer.startsWith("/")) {
      assertEquals(pointer, answer.at("errors", 0, "pointer"));
    }
    assertEquals(before, client.get(ONE).body());
    assertEquals(List.of(), client.get("/api/v1/rejected").list("items"));
  }

  @Test
  void ofWhatIsNotThereAreNotFound() {
    patch("/api/v1/executions/99", "{\"name\":\"x\"}").expect(404);
    patch("/api/v1/dataflows/99", "{\"archived\":true}").expect(404);
    patch("/api/v1/executions/x", "{\"name\":\"x\"}").expect(404);
  }

  @Test
  void leaveArchivedExecutionsOutOfListsUnlessAsked() {
    Runs runs = new Runs(client);
    runs.begin("df", "second", "alice");
    patch(ONE, "{\"archived\":true}").expect(200);
    assertEquals(List.of("second"), tags("/api/v1/executions"));
    assertEquals(List.of("second"), tags("/api/v1/executions?archived=false"));
    assertEquals(List.of("first"), tags("/api/v1/executions?archived=true"));
    assertEquals(List.of("second", "first"), tags("/api/v1/executions?archived=all"));
    client.get("/api/v1/executions?archived=maybe").expect(400);
  }

  @Test
  void leaveArchivedDataflowsOutWithTheirExecutions() {
    patch("/api/v1/dataflows/1", "{\"archived\":true,\"by\":\"bob\"}").expect(200);
    assertEquals(List.of(), tags("/api/v1/dataflows"));
    assertEquals(List.of("df"), tags("/api/v1/dataflows?archived=true"));
    assertEquals(List.of(), tags("/api/v1/executions"));
    assertEquals(List.of("first"), tags("/api/v1/executions?archived=true"));
    assertEquals(
        List.of(List.of("bob", "true")),
        client.rows("select changed_by, value from public.change_record where df_id = 1"));
    patch("/api/v1/dataflows/1", "{\"archived\":false}").expect(200);
    assertEquals(List.of("df"), tags("/api/v1/dataflows"));
    patch("/api/v1/dataflows/1", "{\"name\":\"x\"}").expect(400);
  }

  private Answer patch(String path, String body) {
    return client.send(
        "PATCH",
        path,
        Map.of("Content-Type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> changes(Answer answer) {
    return answer.list("changes").stream()
        .map(
            each ->
                "%s %s %s %s"
                    .formatted(
                        Plain.at(each, "field"),
                        Plain.at(each, "name"),
                        Plain.at(each, "value"),
                        Plain.at(each, "by")))
        .toList();
  }

  private List<String> tags(String path) {
    return client.get(path).expect(200).list("items").stream()
        .map(item -> String.valueOf(Plain.at(item, "tag")))
        .toList();
  }
}
