package org.cnnprov.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the unknown tokens that came from each address, within windows of a minute. Remembers a
 * bounded number of addresses and forgets the one that has been silent the longest.
 */
final class FailedTries {

  private static final int ADDRESSES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int allowed;
  private final Clock clock;

  /** By address, in the order of their last try. Guarded by this object's monitor. */
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Window(Instant begun, int tries) {}

  /**
   * A count that begins empty.
   *
   * @param allowed tries of an address within a minute
   */
  FailedTries(int allowed, Clock clock) {
    this.allowed = allowed;
    this.clock = clock;
  }

  /** Counts one; how long the address has to wait where it has tried too often. */
  synchronized Optional<Duration> count(String address) {
    Instant now = clock.instant();
    Window window = windows.get(address);
    if (window == null || !now.isBefore(window.begun().plus(WINDOW))) {
      window = new Window(now, 0);
    }
    windows.put(address, new Window(window.begun(), Math.min(window.tries(), allowed) + 1));
    return window.tries() < allowed
        ? Optional.empty()
        : Optional.of(Duration.between(now, window.begun().plus(WINDOW)));
  }

  synchronized int addresses() {
    return windows.size();
  }
}
