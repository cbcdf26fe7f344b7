package org.cnnprov.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Says every few seconds how far the reading of a file is. Used by one thread. */
final class Progress {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final double MEGABYTE = 1024 * 1024;

  private final PrintWriter output;
  private final long size;
  private long last = System.nanoTime();

  Progress(PrintWriter output, long size) {
    this.output = output;
    this.size = size;
  }

  /**
   * Takes the bytes read so far.
   *
   * @param done what was done with them
   */
  LongConsumer of(String done) {
    return read -> {
      if (System.nanoTime() - last >= INTERVAL.toNanos()) {
        last = System.nanoTime();
        output.printf(
            "%s %.0f of %.0f MiB (%.0f %%)%n",
            done, read / MEGABYTE, size / MEGABYTE, 100.0 * read / Math.max(1, size));
        output.flush();
      }
    };
  }
}
