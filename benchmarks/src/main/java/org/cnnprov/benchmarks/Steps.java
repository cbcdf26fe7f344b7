package org.cnnprov.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One client sends batches of steps, one after the other, each when the one before is stored
 * durably. With {@code rows=1} each step is an event, as the Python library reports them; else an
 * event holds that many rows. The bodies are made before the clock runs.
 */
final class Steps implements Load {

  /** One program may run several times against the same store. */
  private final String execution = "steps-" + System.nanoTime();

  @Override
  public Report run(URI server, Options options) throws Exception {
    int steps = options.number("steps", 200_000);
    int batch = options.number("batch", 2_000);
    int rows = options.number("rows", 1);
    int warmup = options.number("warmup", 20);
    Training training = new Training("bench-steps", execution, 1);
    Producer producer = new Producer();
    List<Long> times = new ArrayList<>();
    long elapsed = 0;
    int batches = steps / batch;
    try (Connection connection = new Connection(server)) {
      producer.send(connection, training.begin());
      for (int i = 0; i < warmup + batches; i++) {
        String events = events(training, i * batch + 1, batch, rows);
        byte[] body = producer.body(events);
        long begin = System.nanoTime();
        producer.send(connection, body, (batch + rows - 1) / rows);
        if (i >= warmup) {
          times.add(System.nanoTime() - begin);
          elapsed += System.nanoTime() - begin;
        }
      }
    }
    long stored = (long) (warmup + batches) * batch;
    new Sql(server)
        .expect(
            stored,
            "SELECT count(*) FROM \"bench-steps\".otrainingstep s JOIN public.task t"
                + " ON t.id = s.trainingmodel_task_id WHERE t.df_exec = '%s'".formatted(execution));
    double values = (double) batches * batch * Training.SCALARS;
    return new Report()
        .with("values_per_second", values / (elapsed / 1e9))
        .withTimes("batch", times.stream().mapToLong(Long::longValue).toArray())
        .with("values_in_a_batch", (long) batch * Training.SCALARS);
  }

  private static String events(Training training, int first, int batch, int rows) {
    if (rows == 1) {
      return training.steps(first, batch);
    }
    StringBuilder events = new StringBuilder();
    for (int row = 0; row < batch; row += rows) {
      events.append(training.stepsInOneEvent(first + row, Math.min(rows, batch - row)));
    }
    return events.toString();
  }
}
