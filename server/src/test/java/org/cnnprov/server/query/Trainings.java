package org.cnnprov.server.query;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Assertions;

/** Sends executions of a dataflow that trains. */
final class Trainings {

  private static final String AT = "\"at\":\"2026-11-23T12:00:0%d.000001Z\"";

  private final List<String> events = new ArrayList<>();

  private Trainings() {}

  static Trainings of(String dataflow) {
    Trainings trainings = new Trainings();
    trainings.add(
        "dataflow_declared",
        "\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}".formatted(dataflow));
    return trainings;
  }

  /** Begins an execution with its training task. */
  Trainings start(String dataflow, String tag, String hyperparameters) {
    add(
        "execution_started",
        "\"dataflow\":\"%s\",\"execution\":\"%s\"".formatted(dataflow, tag.replace("\"", "\\\"")));
    add("task_begun", "\"transformation\":\"TrainingModel\",\"task\":\"1\"");
    return rows("iTrainingModel", "{" + hyperparameters + "}");
  }

  Trainings epoch(int epoch, String measures) {
    return rows("oTrainingModel", "{\"epoch\":%d,%s}".formatted(epoch, measures));
  }

  /** Rows of a set of the training task. */
  Trainings rows(String set, String rows) {
    return add(
        "elements",
        "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"%s\",\"rows\":[%s]"
            .formatted(set, rows));
  }

  Trainings end(String status) {
    return add("execution_ended", "\"status\":\"" + status + "\"");
  }

  void send(Client client) {
    Answer answer = client.events(events.toArray(new String[0])).expect(200);
    Assertions.assertEquals(List.of(), answer.list("rejected"));
  }

  private Trainings add(String type, String members) {
    String at = AT.formatted(events.size() % 10);
    events.add("{\"type\":\"%s\",%s,%s}".formatted(type, at, members));
    return this;
  }
}
