package org.cnnprov.server.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many trainings report, and are asked about, at the same time. */
class ConcurrentTrainingsTest {

  private static final int TRAININGS = 20;
  private static final int EPOCHS = 25;

  @TempDir Path directory;

  /** Ten trainings share a dataflow, ten have their own; each extends the schema and asks. */
  @Test
  void losesNothingAndFailsNoStatement() throws Exception {
    try (RunningServer server = RunningServer.in(directory)) {
      ExecutorService trainings = Executors.newFixedThreadPool(TRAININGS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < TRAININGS; i++) {
          String dataflow = i < TRAININGS / 2 ? "shared" : "own-" + i;
          int number = i;
          running.add(trainings.submit(() -> train(server.client(), dataflow, number)));
        }
        for (Future<?> training : running) {
          training.get();
        }
      } finally {
        trainings.shutdownNow();
      }
      check(server.client());
    }
  }

  private static void train(Client client, String dataflow, int number) {
    UUID producer = UUID.randomUUID();
    List<String> start =
        List.of(
            """
            {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"%s","predefined":true}}"""
                .formatted(dataflow),
            """
            {"type":"execution_started","at":"2026-11-23T12:00:01Z","dataflow":"%s","execution":"run-%d"}"""
                .formatted(dataflow, number));
    client.batch(Client.lines(producer, 0, start)).expect(200);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      String row =
          """
          {"type":"elements","at":"2026-11-23T12:00:02Z","transformation":"TrainingModel","task":"1","set":"oTrainingModel","rows":[{"epoch":%d,"loss":%d,"metric_%d":1}]}"""
              .formatted(epoch, number, epoch % 5 == 0 ? number : 0);
      Answer stored = client.batch(Client.lines(producer, epoch + 1, List.of(row))).expect(200);
      assertEquals(List.of(), stored.list("rejected"));
      List<Object> own =
          client.rows(
              "select count(*) from \"%s\".training_epoch where execution = 'run-%d'"
                  .formatted(dataflow, number));
      assertEquals(List.of(List.of((double) epoch)), doubles(own));
    }
  }

  private static void check(Client client) {
    double all = TRAININGS * EPOCHS;
    assertEquals(
        List.of(List.of(TRAININGS * 1.0, all)),
        doubles(
            client.rows(
                "select count(distinct execution_id), count(*) from public.training_epoch")));
    assertEquals(
        List.of(List.of(all / 2)),
        doubles(client.rows("select count(*) from shared.otrainingmodel")));
    assertEquals(
        List.of(List.of(0.0)),
        doubles(
            client.rows(
                "select count(*) from public.training_epoch"
                    + " where execution <> 'run-' || cast(cast(loss as integer) as varchar)")));
  }

  private static List<List<Double>> doubles(List<?> rows) {
    return rows.stream()
        .map(row -> ((List<?>) row).stream().map(value -> ((Number) value).doubleValue()).toList())
        .toList();
  }
}
