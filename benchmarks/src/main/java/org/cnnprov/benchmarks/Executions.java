package org.cnnprov.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code executions} write at once, each a producer of its own: {@code connections} threads send a
 * batch of {@code batch} steps for one execution after the other, {@code rounds} times around.
 */
final class Executions implements Load {

  private record Writing(Producer producer, Training training) {}

  private final String prefix = "many-" + System.nanoTime() + "-";

  @Override
  public Report run(URI server, Options options) throws Exception {
    int executions = options.number("executions", 1_000);
    int connections = Math.min(executions, options.number("connections", 16));
    int batch = options.number("batch", 100);
    int rounds = options.number("rounds", 10);
    List<Callable<long[]>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int number = i;
      senders.add(() -> send(server, number, connections, executions, batch, rounds));
    }
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    long slowest = 0;
    List<long[]> times = new ArrayList<>();
    try {
      for (Future<long[]> sender : threads.invokeAll(senders)) {
        long[] ofSender = sender.get();
        times.add(ofSender);
        slowest = Math.max(slowest, Arrays.stream(ofSender).sum());
      }
    } finally {
      threads.shutdown();
    }
    long rows = (long) executions * batch * (rounds + 1);
    new Sql(server)
        .expect(
            rows,
            "SELECT count(*) FROM \"bench-many\".otrainingstep s JOIN public.task t"
                + " ON t.id = s.trainingmodel_task_id WHERE t.df_exec LIKE '"
                + prefix
                + "%'");
    double values = (double) executions * batch * rounds * Training.SCALARS;
    return new Report()
        .with("executions", executions)
        .with("values_per_second", values / (slowest / 1e9))
        .withTimes("batch", times.stream().flatMapToLong(Arrays::stream).toArray());
  }

  /** The times of the sends. The first round, which is not timed, begins the executions. */
  private long[] send(
      URI server, int number, int connections, int executions, int batch, int rounds)
      throws Exception {
    List<Writing> mine = new ArrayList<>();
    for (int i = number; i < executions; i += connections) {
      mine.add(new Writing(new Producer(), new Training("bench-many", prefix + i, i)));
    }
    long[] times = new long[rounds * mine.size()];
    int next = 0;
    try (Connection connection = new Connection(server)) {
      for (int round = 0; round <= rounds; round++) {
        for (Writing writing : mine) {
          String events = writing.training().steps(round * batch + 1, batch);
          String begin = round == 0 ? writing.training().begin() : "";
          long started = System.nanoTime();
          writing.producer().send(connection, begin + events);
          if (round > 0) {
            times[next++] = System.nanoTime() - started;
          }
        }
      }
    }
    return times;
  }
}
