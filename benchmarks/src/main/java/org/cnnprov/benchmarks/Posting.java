package org.cnnprov.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts of task messages over several connections at once.
 *
 * @param times of the posts, in nanoseconds
 * @param elapsed of all together, in nanoseconds
 */
record Posting(long[] times, long elapsed) {

  /** Makes the message with the number {@code i} of {@code connection}. */
  interface Source {
    byte[] message(int connection, int i);
  }

  static Posting run(URI server, int connections, int messages, Source source)
      throws InterruptedException, ExecutionException {
    List<Callable<long[]>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int connection = i;
      senders.add(() -> send(server, connection, messages, source));
    }
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long begin = System.nanoTime();
      List<Future<long[]>> sent = threads.invokeAll(senders);
      long elapsed = System.nanoTime() - begin;
      List<long[]> times = new ArrayList<>();
      for (Future<long[]> each : sent) {
        times.add(each.get());
      }
      return new Posting(times.stream().flatMapToLong(Arrays::stream).toArray(), elapsed);
    } finally {
      threads.shutdown();
    }
  }

  private static long[] send(URI server, int number, int messages, Source source)
      throws IOException {
    long[] times = new long[messages];
    try (Connection connection = new Connection(server)) {
      for (int i = 0; i < messages; i++) {
        byte[] message = source.message(number, i);
        long begin = System.nanoTime();
        connection.post(Messages.TASK_PATH, message);
        times[i] = System.nanoTime() - begin;
      }
    }
    return times;
  }
}
