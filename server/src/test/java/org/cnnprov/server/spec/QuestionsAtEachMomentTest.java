package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trainings of {@code spec/questions} come in event by event; again and again all questions are
 * asked by every door, and each answer is what follows from the events sent so far.
 */
class QuestionsAtEachMomentTest {

  /** Events between two rounds of questions. */
  private static final int STRIDE = 5;

  private static final List<@Nullable Object> QUESTIONS =
      Plain.list(SpecFiles.json(SpecFiles.path("questions/questions.json")));

  private final TrainingsSoFar trainings = new TrainingsSoFar();
  private final Map<String, Integer> rowsSeen = new HashMap<>();

  @Test
  void everyDoorAnswersFromWhatIsCommitted(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      List<Path> batches = SpecFiles.below("questions", ".ndjson");
      for (Path batch : batches) {
        send(client, batch, 0, isRunning(batch) ? 3 : Integer.MAX_VALUE);
      }
      for (Path batch : batches) {
        for (int event = 3; isRunning(batch) && event < lines(batch).size() - 1; event += STRIDE) {
          ask(client, batch.getFileName() + " after " + event);
          send(client, batch, event, event + STRIDE);
        }
      }
      ask(client, "at the end");
    }
    assertEquals(QUESTIONS.size(), rowsSeen.size(), "questions without any answer: " + rowsSeen);
  }

  private static boolean isRunning(Path batch) {
    return batch.toString().contains("running");
  }

  private static List<String> lines(Path batch) {
    return SpecFiles.text(batch).lines().toList();
  }

  /** Sends the events from one number to before another. */
  private void send(Client client, Path batch, int from, int to) {
    List<String> lines = lines(batch);
    String producer = String.valueOf(Plain.at(Plain.parse(lines.get(0)), "producer"));
    List<String> events = lines.subList(from + 1, Math.min(to, lines.size() - 1) + 1);
    Answer answer =
        client.batch(Client.lines(java.util.UUID.fromString(producer), from, events)).expect(200);
    assertEquals(List.of(), answer.list("rejected"));
    events.forEach(event -> trainings.add(producer, Plain.object(Plain.parse(event))));
  }

  private void ask(Client client, String moment) {
    for (Object each : QUESTIONS) {
      Map<String, @Nullable Object> question = Plain.object(each);
      String number = String.valueOf(question.get("number"));
      List<List<@Nullable Object>> expected = trainings.answer(number);
      String message = moment + ", question " + number;
      Answer bySql = client.sql(String.valueOf(question.get("sql"))).expect(200);
      // Of things at the same distance, the order is that of the store's numbers.
      boolean ordered = !number.startsWith("13");
      assertEquals(rows(expected, ordered), rows(bySql.list("rows"), ordered), message);
      if (question.get("query") != null) {
        Answer byQuery = client.post("/api/v1/query", JsonText.of(question.get("query")));
        List<?> found = byQuery.expect(200).list("rows");
        assertEquals(rows(expected, ordered), rows(found, ordered), message);
      }
      if (question.get("text") != null) {
        String path = String.valueOf(Plain.at(question, "text", "path"));
        Answer byText = client.post(path, String.valueOf(Plain.at(question, "text", "body")));
        assertEquals(
            QuotedCsv.of(Plain.list(question.get("columns")), expected),
            QuotedCsv.rows(byText.expect(200).body()),
            message);
      }
      if (!expected.isEmpty()) {
        rowsSeen.merge(number, expected.size(), Integer::sum);
      }
    }
    assertTrue(
        client.rows("select 1 from dataflow_execution where status = 'RUNNING'").size() >= 2);
  }

  private static List<?> rows(List<?> rows, boolean ordered) {
    List<Object> all = new ArrayList<>(rows);
    if (!ordered) {
      all.sort(Comparator.comparing(Object::toString));
    }
    return all;
  }
}
