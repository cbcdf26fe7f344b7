package org.cnnprov.store.duckdb;

import java.time.Duration;

/**
 * How much of what was refused is kept; the oldest goes first.
 *
 * @param bytes of the raw requests together
 */
public record RefusalBounds(long requests, long bytes, Duration age) {

  /** What holds where nobody says anything else. */
  public static final RefusalBounds USUAL =
      new RefusalBounds(10_000, 512L << 20, Duration.ofDays(90));
}
