package org.cnnprov.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long after its acknowledgement a step is told to a listener of {@code /api/v1/events}, one of
 * {@code listeners}. What is told before it is acknowledged has taken no time.
 */
final class Heard implements Load {

  private static final long PATIENCE_SECONDS = 10;

  private final String execution = "heard-" + System.nanoTime();

  @Override
  public Report run(URI server, Options options) throws Exception {
    int rounds = options.number("rounds", 300);
    int warmup = options.number("warmup", 50);
    long[] heard = new long[rounds];
    LinkedBlockingQueue<Long> times = new LinkedBlockingQueue<>();
    Producer producer = new Producer();
    Training training = new Training("bench-heard", execution, 1);
    try (Connection connection = new Connection(server)) {
      producer.send(connection, training.begin());
      listen(server, options.number("listeners", 200), times);
      for (int i = -warmup; i < rounds; i++) {
        times.clear();
        producer.send(connection, producer.body(training.steps(i + warmup + 1, 1)), 1);
        long acknowledged = System.nanoTime();
        Long told = times.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (told == null) {
          throw new IOException("a commit was not told within " + PATIENCE_SECONDS + " s");
        }
        if (i >= 0) {
          heard[i] = Math.max(0, told - acknowledged);
        }
      }
    }
    return new Report().withTimes("heard", heard);
  }

  /** Opens the streams, which end with this program; the times of the first one are kept. */
  private static void listen(URI server, int listeners, LinkedBlockingQueue<Long> times)
      throws Exception {
    CountDownLatch open = new CountDownLatch(listeners);
    for (int i = 0; i < listeners; i++) {
      HttpURLConnection stream =
          (HttpURLConnection) server.resolve("/api/v1/events").toURL().openConnection();
      boolean measured = i == 0;
      Thread reader =
          new Thread(() -> read(stream, open, measured ? times : new LinkedBlockingQueue<>(1)));
      reader.setDaemon(true);
      reader.start();
    }
    if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("%d streams of events did not open".formatted(open.getCount()));
    }
  }

  private static void read(
      HttpURLConnection stream, CountDownLatch open, LinkedBlockingQueue<Long> times) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
      lines.readLine(); // retry, with the head of the answer
      open.countDown();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: commit")) {
          times.offer(System.nanoTime());
        }
      }
    } catch (IOException ended) {
      // The server has ended; whoever waits for a commit tells.
    }
  }
}
