package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views for training say, in each dataflow and across all, what the rows say. */
public abstract class TrainingQuestions implements StoreUnderTest {

  private static final List<String> VIEWS = List.of("\"alexnet-df\"", "public");

  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void showTheLearningRateInForceAtEachEpoch() throws Exception {
    train("AlexNet-df", "run", 6, List.of("0.5", "0.6", "0.7", "0.8", "0.9", "0.95"));
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (int epoch = 1; epoch <= 6; epoch++) {
      double rate = epoch < 3 ? 0.001 : epoch < 5 ? 0.0005 : 0.00025;
      expected.add(Arrays.asList((double) epoch, rate, 0.001, 64.0, "SGD"));
    }
    for (String schema : VIEWS) {
      assertEquals(
          expected,
          Answers.rows(
              store,
              "SELECT epoch, learning_rate, initial_learning_rate, batch_size, optimizer_name FROM "
                  + schema
                  + ".training_epoch ORDER BY epoch"));
    }
  }

  @Test
  void neverTakeNaNForTheBest() throws Exception {
    train("AlexNet-df", "run", 4, List.of("0.5", "\"NaN\"", "0.7", "\"Infinity\""));
    for (String schema : VIEWS) {
      assertEquals(
          List.of(Arrays.asList(0.7, 3.0, 0.0005, 0.3, 3.0)),
          Answers.rows(
              store,
              "SELECT highest_accuracy, highest_accuracy_epoch, highest_accuracy_learning_rate,"
                  + " lowest_loss, lowest_loss_epoch FROM "
                  + schema
                  + ".best_epoch"));
    }
  }

  @Test
  void readSecondsAndDurations() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("AlexNet-df", "run"));
    lines.add(
        Trainings.rows(
            "oTrainingModel",
            "{\"epoch\":1,\"elapsed_time\":11.25},{\"epoch\":2,\"elapsed_time\":\"0:01:14.005\"},"
                + "{\"epoch\":3,\"elapsed_time\":\"7.5\"},{\"epoch\":4}"));
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(List.of(11.25), List.of(74.005), List.of(7.5), Arrays.asList((Object) null)),
        Answers.rows(
            store, "SELECT elapsed_seconds FROM \"alexnet-df\".training_epoch ORDER BY epoch"));
  }

  @Test
  void answerAcrossAThousandDataflowsFromOneTable() throws Exception {
    train("first", "run", 4, List.of("0.1", "0.2", "0.3", "0.4"));
    train("second", "run", 4, List.of("0.5", "0.6", "0.9", "0.8"));
    assertEquals(
        List.of(List.of("first", 0.4, 4.0), List.of("second", 0.9, 3.0)),
        Answers.rows(
            store,
            "SELECT dataflow, highest_accuracy, highest_accuracy_epoch FROM public.best_epoch"
                + " ORDER BY dataflow"));
  }

  @Test
  void joinDomainDataWithMetricsByTheirExecution() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("densed", "run"));
    lines.add(
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"densed","transformations":[{"tag":"DenseBlock","sets":[{"tag":"iDenseBlock","type":"INPUT","attributes":[{"name":"K","type":"NUMERIC"},{"name":"L","type":"NUMERIC"}]}]}]}}""");
    lines.add(
        """
        {"type":"task_begun","at":"2026-11-23T12:00:02Z","transformation":"DenseBlock","task":"1"}""");
    lines.add(
        """
        {"type":"elements","at":"2026-11-23T12:00:03Z","transformation":"DenseBlock","task":"1","set":"iDenseBlock","rows":[{"K":32,"L":4}]}""");
    lines.add(Trainings.rows("oTrainingModel", "{\"epoch\":1,\"loss\":0.25}"));
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(List.of(1.0, 0.25)),
        Answers.rows(
            store,
            """
            SELECT e.epoch, e.loss FROM public.training_epoch e
            JOIN public.parameter k ON k.execution_id = e.execution_id AND k.name = 'k'
            JOIN public.parameter l ON l.execution_id = e.execution_id AND l.name = 'l'
            WHERE k.number = 32 AND l.number = 4"""));
  }

  /** A client of DfAnalyzer declares the sets by itself, with whatever types it likes. */
  @Test
  void areNoHindranceToSetsOfOtherTypes() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      String dataflow = "own-" + i;
      String declared =
          """
          {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"%s","transformations":[{"tag":"TrainingModel","sets":[{"tag":"%s","type":"INPUT","attributes":[%s]},{"tag":"oTrainingModel","type":"OUTPUT","attributes":[%s]}]},{"tag":"Adaptation","sets":[{"tag":"oAdaptation","type":"OUTPUT","attributes":[%s]}]}]}}"""
              .formatted(
                  dataflow,
                  random.nextBoolean() ? "iTrainingModel" : "training_epoch",
                  attributes(random, "learning_rate", "optimizer_name", "epoch", "id", "status"),
                  attributes(random, "epoch", "loss", "accuracy", "elapsed_time", "val_loss"),
                  attributes(random, "new_lrate", "epoch_id", "attribute", "timestamp", "kind"));
      String started =
          """
          {"type":"execution_started","at":"2026-11-23T12:00:01Z","dataflow":"%s","execution":"run"}"""
              .formatted(dataflow);
      List<String> lines =
          List.of(
              declared,
              started,
              Trainings.rows("oTrainingModel", "{\"epoch\":1,\"loss\":2,\"new\":3}"),
              Trainings.rows("oTrainingModel", "{\"accuracy\":1,\"learning_rate\":2}"));
      assertEquals(
          List.of(new Receipt.Stored(3, List.of())),
          store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines))),
          "seed " + seed);
      assertEquals(
          List.of(List.of(2L)),
          Answers.rows(store, "SELECT count(*) FROM \"%s\".otrainingmodel".formatted(dataflow)));
    }
  }

  private static String attributes(Random random, String... names) {
    List<String> attributes = new ArrayList<>();
    for (String name : names) {
      if (random.nextInt(4) > 0) {
        String type = random.nextBoolean() ? "NUMERIC" : "TEXT";
        attributes.add("{\"name\":\"%s\",\"type\":\"%s\"}".formatted(name, type));
      }
    }
    return String.join(",", attributes);
  }

  /** Halves the rate before epochs 3 and 5; the loss is 1 minus the accuracy. */
  private void train(String dataflow, String execution, int epochs, List<String> accuracies)
      throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start(dataflow, execution));
    lines.add(
        Trainings.rows(
            "iTrainingModel",
            "{\"OPTIMIZER_NAME\":\"SGD\",\"LEARNING_RATE\":0.001,\"BATCH_SIZE\":64,\"note\":\"x\"}"));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      if (epoch == 3) {
        lines.addAll(
            Trainings.adaptation(1, "{\"new_lrate\":0.0005,\"epoch_id\":3,\"adaptation_id\":1}"));
      } else if (epoch == 5) {
        lines.addAll(
            Trainings.adaptation(
                2,
                "{\"new_lrate\":0.00025,\"epoch_id\":5,\"adaptation_id\":2,\"attribute\":\"learning_rate\"}"));
      }
      String accuracy = accuracies.get(epoch - 1);
      String loss =
          accuracy.startsWith("\"")
              ? accuracy
              : String.format(Locale.ROOT, "%.1f", 1 - Double.parseDouble(accuracy));
      lines.add(
          Trainings.rows(
              "oTrainingModel",
              "{\"epoch\":%d,\"accuracy\":%s,\"loss\":%s}".formatted(epoch, accuracy, loss)));
    }
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
  }
}
