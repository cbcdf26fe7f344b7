package org.cnnprov.benchmarks;

import java.net.URI;

/** Sends {@code values} a second for {@code seconds}, ten batches a second. */
final class Rate implements Load {

  private static final long NANOSECONDS_BETWEEN = 100_000_000L;
  private static final int BATCHES_A_SECOND = 10;

  private final String execution = "rate-" + System.nanoTime();

  @Override
  public Report run(URI server, Options options) throws Exception {
    int batches = options.number("seconds", 20) * BATCHES_A_SECOND;
    int rows = options.number("values", 20_000) / BATCHES_A_SECOND / Training.SCALARS;
    long[] times = new long[batches];
    Producer producer = new Producer();
    Training training = new Training("bench-rate", execution, 1);
    try (Connection connection = new Connection(server)) {
      producer.send(connection, training.begin());
      long begin = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        byte[] body = producer.body(training.steps(i * rows + 1, rows));
        sleepUntil(begin + i * NANOSECONDS_BETWEEN);
        long sent = System.nanoTime();
        producer.send(connection, body, rows);
        times[i] = System.nanoTime() - sent;
      }
    }
    new Sql(server)
        .expect(
            (long) batches * rows,
            "SELECT count(*) FROM \"bench-rate\".otrainingstep s JOIN public.task t"
                + " ON t.id = s.trainingmodel_task_id WHERE t.df_exec = '"
                + execution
                + "'");
    return new Report().withTimes("batch", times);
  }

  private static void sleepUntil(long time) throws InterruptedException {
    long left = time - System.nanoTime();
    if (left > 0) {
      Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
