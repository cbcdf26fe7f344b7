package org.cnnprov.server.live;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Assertions;

/** A training that reports to a server, a request at a time. */
final class Training {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00.000001Z\"";

  private final Client client;
  private final UUID producer = UUID.randomUUID();
  private long next;

  private Training(Client client) {
    this.client = client;
  }

  static Training start(Client client, String dataflow, String execution) {
    Training training = new Training(client);
    training.send(
        "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}}"
            .formatted(AT, dataflow),
        "{\"type\":\"execution_started\",%s,\"dataflow\":\"%s\",\"execution\":\"%s\"}"
            .formatted(AT, dataflow, execution));
    return training;
  }

  void epoch(int epoch, String metric) {
    send(
        "{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":%d,\"%s\":0.5}]}"
            .formatted(AT, epoch, metric));
  }

  void heartbeat() {
    send("{\"type\":\"heartbeat\",%s}".formatted(AT));
  }

  void end() {
    send("{\"type\":\"execution_ended\",%s,\"status\":\"FINISHED\"}".formatted(AT));
  }

  private void send(String... events) {
    List<String> lines = Arrays.asList(events);
    Assertions.assertEquals(
        List.of(), client.batch(Client.lines(producer, next, lines)).expect(200).list("rejected"));
    next += lines.size();
  }
}
