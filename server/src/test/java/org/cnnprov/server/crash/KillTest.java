package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.cnnprov.server.crash.Traffic.Count;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments while clients of both doors write and schemas grow. Set the rounds with
 * {@code -Dcnnprov.rounds}, the seed with {@code -Dcnnprov.seed}: it decides what is sent and when
 * the kill is due, though not how the threads run.
 */
final class KillTest {

  private static final String ROUNDS = "cnnprov.rounds";
  private static final String SEED = "cnnprov.seed";

  /** A kill is due after fewer acknowledgements than these, many or few, since the last start. */
  private static final int MOST_ACKNOWLEDGED = 400;

  /** A few commits: acknowledgements come behind a commit, and kills shall come at any moment. */
  private static final long LONGEST_PAUSE_NANOSECONDS = 50_000_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whatWasAcknowledgedIsThereOnceAfterFiveKills() throws Exception {
    killRepeatedly(Integer.getInteger(ROUNDS, 5));
  }

  @Test
  @Tag("long")
  void whatWasAcknowledgedIsThereOnceAfterManyKills() throws Exception {
    killRepeatedly(Integer.getInteger(ROUNDS, 30));
  }

  @Test
  @Tag("long")
  void whatWasAcknowledgedIsThereOnceAfterKillsWhileTheLogIsFolded() throws Exception {
    int rounds = Math.max(1, Integer.getInteger(ROUNDS, 30) / 6);
    Random random = random(rounds);
    try (Load load = new Load(directory, random.nextLong())) {
      for (int kills = 1; kills <= rounds; kills++) {
        say("kill %d: %s".formatted(kills, killWhileFolding(load, random)));
        restart(load);
      }
      say("all retried: %d lines right".formatted(load.finish()));
    }
  }

  private void killRepeatedly(int rounds) throws IOException, InterruptedException {
    Random random = random(rounds);
    try (Load load = new Load(directory, random.nextLong())) {
      int kills = 0;
      for (int attempts = 1; kills < rounds; attempts++) {
        assertTrue(attempts <= 3 * rounds, "too few requests are in flight at the kills");
        Count count = kill(load, random);
        // The proof that so many were in flight: they never got an answer.
        boolean counts = count.lost() >= Load.IN_FLIGHT;
        kills += counts ? 1 : 0;
        say((counts ? "kill %d: " : "kill %d, too few in flight: ").formatted(kills) + count);
        restart(load);
        assertEquals(0, count.refused(), "refused in spite of a valid request");
      }
      say("all retried: %d lines right".formatted(load.finish()));
    }
  }

  private static Count kill(Load load, Random random) throws InterruptedException {
    load.traffic.open();
    load.traffic.awaitAcknowledged(random.nextInt(MOST_ACKNOWLEDGED));
    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOSECONDS));
    load.traffic.closeWhileInFlight(Load.IN_FLIGHT);
    load.server().kill();
    return load.traffic.awaitQuiet();
  }

  /** The server folds its log into the file of the store when nobody has written for a while. */
  private static Count killWhileFolding(Load load, Random random)
      throws IOException, InterruptedException {
    load.traffic.open();
    load.traffic.awaitAcknowledged(MOST_ACKNOWLEDGED / 2 + random.nextInt(MOST_ACKNOWLEDGED));
    load.traffic.closeWhileInFlight(0);
    Count count = load.traffic.awaitQuiet();
    load.awaitFolding();
    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOSECONDS));
    load.server().kill();
    return count;
  }

  private static void restart(Load load) throws IOException, InterruptedException {
    load.restart();
    int lines = load.audit();
    say(
        "up again after %d ms, %d lines right"
            .formatted(load.server().startup().toMillis(), lines));
  }

  private static Random random(int rounds) {
    long seed = Long.getLong(SEED, System.nanoTime());
    say("%d kills, -D%s=%d".formatted(rounds, SEED, seed));
    return new Random(seed);
  }

  private static void say(String line) {
    System.out.println("KillTest: " + line);
  }
}
