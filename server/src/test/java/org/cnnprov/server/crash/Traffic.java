package org.cnnprov.server.crash;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate before the server. Counts the requests in flight, and while it is closed and none is,
 * nobody touches what the clients know. Shared by the threads of all clients and of the test;
 * guarded by its monitor.
 */
final class Traffic {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How a request ended. */
  enum Outcome {
    ACKNOWLEDGED,
    /** Answered, with a wish to be asked again. */
    REFUSED,
    /** Answered with the number to go on from. */
    REWOUND,
    /** The connection broke while the answer was awaited. */
    LOST,
    /** There was nobody to connect to. */
    NOT_SENT
  }

  /** What has happened since the gate was opened. */
  record Count(long acknowledged, int refused, int rewound, int lost) {

    Count with(Outcome outcome) {
      return new Count(
          acknowledged + (outcome == Outcome.ACKNOWLEDGED ? 1 : 0),
          refused + (outcome == Outcome.REFUSED ? 1 : 0),
          rewound + (outcome == Outcome.REWOUND ? 1 : 0),
          lost + (outcome == Outcome.LOST ? 1 : 0));
    }
  }

  private boolean open;
  private boolean ending;
  private boolean growing;
  private int inFlight;
  private Count count = new Count(0, 0, 0, 0);
  private @Nullable Throwable failure;

  /**
   * Waits for the gate; from here the request is in flight.
   *
   * @param unfinished whether the client has something that was not acknowledged
   * @return false when the client is to end
   */
  synchronized boolean enter(boolean unfinished) throws InterruptedException {
    while (!open && failure == null) {
      wait();
    }
    if (failure != null || (ending && !unfinished)) {
      return false;
    }
    inFlight++;
    notifyAll();
    return true;
  }

  /** The request has ended, and its client has noted how. */
  synchronized void leave(Outcome outcome) {
    inFlight--;
    count = count.with(outcome);
    notifyAll();
  }

  /** A client has met what must not be. */
  synchronized void fail(Throwable error) {
    if (failure == null) {
      failure = error;
    }
    notifyAll();
  }

  synchronized void open() {
    count = new Count(0, 0, 0, 0);
    open = true;
    notifyAll();
  }

  /** From now on each new request grows a schema, or none need do so. */
  synchronized void grow(boolean wanted) {
    growing = wanted;
  }

  synchronized boolean isGrowing() {
    return growing;
  }

  /** Lets through what was not acknowledged, and then ends the clients. */
  synchronized void openForTheLastTime() {
    ending = true;
    open();
  }

  /** Waits until so many requests have been acknowledged since the gate was opened. */
  synchronized void awaitAcknowledged(long requests) throws InterruptedException {
    await(() -> count.acknowledged >= requests, "acknowledgements");
  }

  /** Waits until at least so many requests are in flight, and lets no more in. */
  synchronized int closeWhileInFlight(int requests) throws InterruptedException {
    await(() -> inFlight >= requests, "requests in flight");
    open = false;
    return inFlight;
  }

  /** Waits until no request is in flight. */
  synchronized Count awaitQuiet() throws InterruptedException {
    await(() -> inFlight == 0, "the end of the requests in flight");
    return count;
  }

  synchronized void check() {
    if (failure != null) {
      throw new AssertionError("a client failed: " + failure.getMessage(), failure);
    }
  }

  private synchronized void await(BooleanSupplier condition, String what)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    check();
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("waited too long for " + what);
      }
      wait(left);
      check();
    }
  }
}
