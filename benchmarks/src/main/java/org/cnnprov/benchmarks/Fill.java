package org.cnnprov.benchmarks;

import java.io.IOException;
import java.net.URI;

/**
 * Fills an empty store: {@code dataflows} with an execution each or several, {@code executions} in
 * all and 100 epochs each; half of them, with an adaptation every 10 epochs, in {@code bench-join};
 * and {@code steps} steps in each of two executions.
 */
final class Fill implements Load {

  private static final int EPOCHS = 100;
  private static final int EPOCHS_OF_ADAPTATION = 10;
  private static final int STEPS_AT_ONCE = 10_000;

  @Override
  public Report run(URI server, Options options) throws Exception {
    int dataflows = options.number("dataflows", 200);
    int executions = options.number("executions", 2_000);
    int steps = options.number("steps", 1_000_000);
    try (Connection connection = new Connection(server)) {
      for (int i = 0; i < executions; i++) {
        boolean joined = i < executions / 2;
        String dataflow = joined ? "bench-join" : "bench-%03d".formatted(i % (dataflows - 1));
        execution(connection, new Training(dataflow, "run-%04d".formatted(i), i), joined);
      }
      for (int i = 0; i < 2; i++) {
        steps(connection, new Training("bench-000", "million-" + i, executions + i), steps);
      }
    }
    long values = (executions * (long) EPOCHS + 2L * steps) * Training.SCALARS;
    Sql sql = new Sql(server);
    sql.expect(dataflows, "SELECT count(*) FROM public.dataflow");
    sql.expect(executions + 2L, "SELECT count(*) FROM public.dataflow_execution");
    sql.expect(2L * steps, "SELECT count(*) FROM \"bench-000\".otrainingstep");
    sql.expect(
        executions * (long) EPOCHS * Training.SCALARS,
        "SELECT count(*) FROM public.training_metric");
    return new Report().with("values", values);
  }

  private static void execution(Connection connection, Training training, boolean adapted)
      throws IOException {
    StringBuilder events = new StringBuilder(training.begin());
    for (int epoch = 1; epoch <= EPOCHS; epoch += EPOCHS_OF_ADAPTATION) {
      events.append(training.epochs(epoch, EPOCHS_OF_ADAPTATION));
      if (adapted) {
        events.append(training.adaptation(epoch + EPOCHS_OF_ADAPTATION));
      }
    }
    new Producer().send(connection, events.append(training.end()).toString());
  }

  private static void steps(Connection connection, Training training, int steps)
      throws IOException {
    Producer producer = new Producer();
    producer.send(connection, training.begin());
    for (int first = 1; first <= steps; first += STEPS_AT_ONCE) {
      int count = Math.min(STEPS_AT_ONCE, steps - first + 1);
      producer.send(connection, training.stepsInOneEvent(first, count));
    }
    producer.send(connection, training.end());
  }
}
