package org.cnnprov.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * The events of one training, line by line as the Python library writes them. Metrics are numbers
 * of single precision, as frameworks compute them, widened to doubles.
 */
final class Training {

  /** Scalars in a record: loss, accuracy, learning_rate, grad_norm, throughput. */
  static final int SCALARS = 5;

  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00.000001Z");
  private static final String ELEMENTS =
      "{\"type\":\"elements\",\"at\":\"%s\",\"transformation\":\"%s\",\"task\":\"%d\",\"set\":\"%s\",\"rows\":[";

  private final Random random;
  private final String dataflow;
  private final String execution;
  private int adaptations;

  Training(String dataflow, String execution, long seed) {
    this.random = new Random(seed);
    this.dataflow = dataflow;
    this.execution = execution;
  }

  /** Declares the dataflow, starts the execution and its training, with hyperparameters. */
  String begin() {
    String declared =
        "{\"type\":\"dataflow_declared\",\"at\":\"%s\",\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}}\n"
            .formatted(BEGIN, dataflow);
    String started =
        "{\"type\":\"execution_started\",\"at\":\"%s\",\"dataflow\":\"%s\",\"execution\":\"%s\",\"heartbeat_seconds\":3600}\n"
            .formatted(BEGIN, dataflow, execution);
    String begun =
        "{\"type\":\"task_begun\",\"at\":\"%s\",\"transformation\":\"TrainingModel\",\"task\":\"1\"}\n"
            .formatted(BEGIN);
    String hyperparameters =
        "{\"optimizer_name\":\"%s\",\"learning_rate\":%s,\"num_epochs\":100,\"batch_size\":%d,\"momentum\":%s}]}\n"
            .formatted(
                random.nextBoolean() ? "Adam" : "SGD",
                Math.pow(10, -1 - random.nextInt(5)),
                32 << random.nextInt(4),
                random.nextInt(10) / 10.0);
    return declared
        + started
        + begun
        + elements(0, "TrainingModel", 1, "iTrainingModel")
        + hyperparameters;
  }

  String end() {
    return "{\"type\":\"execution_ended\",\"at\":\"%s\",\"status\":\"FINISHED\"}\n"
        .formatted(BEGIN);
  }

  /** An event of its own for each step, as the Python library reports them. */
  String steps(int first, int count) {
    StringBuilder events = new StringBuilder(count * 300);
    for (int step = first; step < first + count; step++) {
      events.append(elements(step, "TrainingModel", 1, "oTrainingStep"));
      row(events, "step", step);
      events.append("]}\n");
    }
    return events.toString();
  }

  /** One event that holds all the steps. */
  String stepsInOneEvent(int first, int count) {
    StringBuilder events = new StringBuilder(count * 200);
    events.append(elements(first, "TrainingModel", 1, "oTrainingStep"));
    for (int step = first; step < first + count; step++) {
      events.append(step == first ? "" : ",");
      row(events, "step", step);
    }
    return events.append("]}\n").toString();
  }

  String epochs(int first, int count) {
    StringBuilder events = new StringBuilder(count * 300);
    for (int epoch = first; epoch < first + count; epoch++) {
      events.append(elements(epoch, "TrainingModel", 1, "oTrainingModel"));
      row(events, "epoch", epoch);
      events.append("]}\n");
    }
    return events.toString();
  }

  /** A change of the learning rate, which reads the epochs that came before it. */
  String adaptation(int epoch) {
    adaptations++;
    String begun =
        "{\"type\":\"task_begun\",\"at\":\"%s\",\"transformation\":\"Adaptation\",\"task\":\"%d\",\"dependencies\":[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]}\n"
            .formatted(time(epoch), adaptations);
    String row =
        "{\"new_lrate\":%s,\"epoch_id\":%d,\"adaptation_id\":%d}]}\n"
            .formatted(0.1 / (1 << adaptations), epoch, adaptations);
    return begun + elements(epoch, "Adaptation", adaptations, "oAdaptation") + row;
  }

  private void row(StringBuilder events, String axis, int x) {
    double fall = Math.exp(-x / 50_000.0);
    events
        .append("{\"loss\":")
        .append((double) (float) (fall + 0.1 * random.nextDouble()))
        .append(",\"accuracy\":")
        .append((double) (float) (1 - fall * random.nextDouble()))
        .append(",\"learning_rate\":")
        .append(x < 500_000 ? "0.001" : "0.0001")
        .append(",\"grad_norm\":")
        .append((double) (float) Math.abs(random.nextGaussian()))
        .append(",\"throughput\":")
        .append((double) (float) (1_000 + 20 * random.nextGaussian()))
        .append(",\"")
        .append(axis)
        .append("\":")
        .append(x)
        .append(",\"timestamp\":\"")
        .append(time(x))
        .append("\"}");
  }

  private static String elements(int x, String transformation, int task, String set) {
    return ELEMENTS.formatted(time(x), transformation, task, set);
  }

  /** Steps of 18 ms, and a jitter that no compression foresees. */
  private static Instant time(int x) {
    long jitter = (x * 2_654_435_761L) >>> 52 & 1_023;
    return BEGIN.plus(x * 18_000L + jitter, ChronoUnit.MICROS);
  }
}
