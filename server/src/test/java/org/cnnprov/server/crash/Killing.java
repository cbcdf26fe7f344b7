package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cnnprov.server.crash.Traffic.Count;

/** Kills the server at a given moment, and finds out afterwards whether it was that. */
final class Killing {

  /** A kill is due after fewer acknowledgements than these, many or few, since the last start. */
  private static final int MOST_ACKNOWLEDGED = 400;

  /** A few commits: acknowledgements come behind a commit, and kills shall come at any moment. */
  private static final long LONGEST_PAUSE_NANOSECONDS = 50_000_000;

  private static final long START_NANOSECONDS = 60_000_000_000L;

  private final Load load;
  private final Random random;

  Killing(Load load, Random random) {
    this.load = load;
    this.random = random;
  }

  /**
   * A kill that has happened.
   *
   * @param hit whether it fell where it was meant to
   * @param evidence what shows it
   */
  record Kill(boolean hit, Count count, String evidence) {}

  Kill at(Moment moment) throws IOException, InterruptedException {
    Kill kill =
        switch (moment) {
          case TRAFFIC -> duringTraffic();
          case EVOLUTION -> duringEvolution();
          case FOLDING -> whileFolding();
          case RECOVERY -> duringRecovery();
        };
    assertEquals(0, kill.count().refused(), "refused in spite of a valid request");
    return kill;
  }

  private Kill duringTraffic() throws InterruptedException {
    load.traffic.open();
    load.traffic.awaitAcknowledged(random.nextInt(MOST_ACKNOWLEDGED));
    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOSECONDS));
    Count count = killInFlight();
    return new Kill(manyWereInFlight(count), count, unanswered(count));
  }

  /** By construction of what the clients send; and their books know what was not answered. */
  private Kill duringEvolution() throws InterruptedException {
    load.traffic.open();
    load.traffic.awaitAcknowledged(random.nextInt(MOST_ACKNOWLEDGED / 4));
    load.traffic.grow(true);
    load.traffic.awaitAcknowledged(2 * MOST_ACKNOWLEDGED / 4 + random.nextInt(20));
    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOSECONDS));
    Count count = killInFlight();
    load.traffic.grow(false);
    long growing = load.growing();
    return new Kill(
        manyWereInFlight(count) && growing >= Load.IN_FLIGHT,
        count,
        "%s, %d of them grow a schema".formatted(unanswered(count), growing));
  }

  /** The server folds its log when nobody has written for a while; clients come just then. */
  private Kill whileFolding() throws IOException, InterruptedException {
    load.traffic.open();
    load.traffic.awaitAcknowledged(MOST_ACKNOWLEDGED / 2 + random.nextInt(MOST_ACKNOWLEDGED));
    load.traffic.closeWhileInFlight(0);
    load.traffic.awaitQuiet();
    long log = Files.size(load.site().log());
    load.awaitFolding();
    load.traffic.open();
    Count count = killInFlight();
    boolean unfinished = size(load.site().log()) >= log;
    return new Kill(
        unfinished && manyWereInFlight(count),
        count,
        "%s, %s".formatted(unanswered(count), unfinished ? "log still there" : "log was folded"));
  }

  /** A kill leaves a log; the next start is killed while it has that log open. */
  private Kill duringRecovery() throws IOException, InterruptedException {
    Kill first = duringTraffic();
    long log = size(load.site().log());
    Process process = load.launch();
    try {
      awaitOpenLog(process);
      LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOSECONDS));
    } finally {
      process.destroyForcibly().waitFor();
    }
    boolean unfinished = size(load.site().log()) == log;
    return new Kill(
        unfinished && log > 0,
        first.count(),
        "log of %,d bytes open, %s".formatted(log, unfinished ? "still there" : "was folded"));
  }

  private Count killInFlight() throws InterruptedException {
    load.traffic.closeWhileInFlight(Load.IN_FLIGHT);
    load.server().kill();
    return load.traffic.awaitQuiet();
  }

  /** The proof that so many were in flight: they never got an answer. */
  private static boolean manyWereInFlight(Count count) {
    return count.lost() >= Load.IN_FLIGHT;
  }

  private static String unanswered(Count count) {
    return "%d acknowledged, %d unanswered".formatted(count.acknowledged(), count.lost());
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Linux tells which files a process has open. */
  private void awaitOpenLog(Process process) throws IOException, InterruptedException {
    Path open = Path.of("/proc/%d/fd".formatted(process.pid()));
    long deadline = System.nanoTime() + START_NANOSECONDS;
    while (!hasOpen(open, load.site().log())) {
      assertTrue(
          System.nanoTime() < deadline && !process.waitFor(0, TimeUnit.SECONDS),
          "the server did not open its log");
      LockSupport.parkNanos(200_000);
    }
  }

  private static boolean hasOpen(Path descriptors, Path file) {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.anyMatch(descriptor -> leadsTo(descriptor, file));
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closed) {
      return false;
    }
  }
}
