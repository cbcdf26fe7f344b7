package org.cnnprov.server.edit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Assertions;

/** A producer that reports trainings with something of every kind. */
final class Runs {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";

  private Client client;
  private final UUID producer = UUID.randomUUID();
  private long next;

  Runs(Client client) {
    this.client = client;
  }

  /** The server was started again. */
  void movedTo(Client other) {
    client = other;
  }

  /** Reports everything that an execution can have, but for its end. */
  void begin(String dataflow, String execution, String person) {
    Answer answer = send(whole(dataflow, execution, person));
    Assertions.assertEquals(List.of(), answer.list("rejected"));
  }

  private static List<String> whole(String dataflow, String execution, String person) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "dataflow_declared",
            "\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}".formatted(dataflow)));
    lines.add(start(dataflow, execution, person, AT, 0));
    lines.add(line("environment", "\"packages\":{\"keras\":\"3\"}"));
    lines.add(line("task_begun", "\"transformation\":\"TrainingModel\",\"task\":\"1\""));
    lines.add(rows("iTrainingModel", "{\"LEARNING_RATE\":0.1}"));
    lines.add(rows("oTrainingModel", "{\"epoch\":1,\"loss\":0.5}"));
    lines.add(
        line(
            "task_begun",
            "\"transformation\":\"Adaptation\",\"task\":\"1\",\"dependencies\":"
                + "[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]"));
    lines.add(
        line(
            "elements",
            "\"transformation\":\"Adaptation\",\"task\":\"1\",\"set\":\"oAdaptation\","
                + "\"rows\":[{\"adaptation_id\":1,\"new_lrate\":0.05,\"epoch_id\":2}]"));
    lines.add(
        line(
            "file",
            "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"role\":\"output\","
                + "\"name\":\"w\",\"path\":\"/w\""));
    lines.add(
        line(
            "performance",
            "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"method\":\"COMPUTATION\","
                + "\"started\":\"2026-11-23T12:00:00Z\",\"ended\":\"2026-11-23T12:00:01Z\""));
    lines.add(line("note", "\"text\":\"captured\",\"tags\":{\"dataset\":\"flowers17\"}"));
    return lines;
  }

  static String start(String dataflow, String execution, String person, String at, int rank) {
    return ("{\"type\":\"execution_started\",%s,\"dataflow\":\"%s\",\"execution\":\"%s\","
            + "\"person\":{\"name\":\"%s\"},\"machine\":{\"host\":\"host of %s\"},"
            + "\"program\":{\"name\":\"train.py\"},\"rank\":{\"index\":%d,\"of\":2},"
            + "\"heartbeat_seconds\":1000}")
        .formatted(at, dataflow, execution, person, person, rank);
  }

  static String epoch(int epoch) {
    return rows("oTrainingModel", "{\"epoch\":%d,\"loss\":0.5}".formatted(epoch));
  }

  static String end() {
    return line("execution_ended", "\"status\":\"FINISHED\"");
  }

  /** Sends the lines as the next ones of this producer. */
  Answer send(List<String> lines) {
    Answer answer =
        client.batch(
            Client.lines(producer, next, lines).getBytes(StandardCharsets.UTF_8), Map.of());
    next += lines.size();
    return answer.expect(200);
  }

  Answer send(String... lines) {
    return send(List.of(lines));
  }

  long sent() {
    return next;
  }

  private static String rows(String set, String rows) {
    return line(
        "elements",
        "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"%s\",\"rows\":[%s]"
            .formatted(set, rows));
  }

  private static String line(String type, String members) {
    return "{\"type\":\"%s\",%s,%s}".formatted(type, AT, members);
  }
}
