package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.cnnprov.server.crash.Traffic.Count;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while clients of both doors write. */
final class ShutdownTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Of a process that ends by itself, and of one that SIGTERM ended. */
  private static final Set<Integer> CODES = Set.of(0, 128 + 15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void answersWhatWasAcceptedAndKeepsWhatWasAcknowledged() throws Exception {
    try (Load load = new Load(directory, 1)) {
      load.traffic.open();
      load.traffic.awaitAcknowledged(100);
      load.traffic.closeWhileInFlight(Load.IN_FLIGHT);
      assertEndsInTime(load);
      Count count = load.traffic.awaitQuiet();
      assertEquals(0, count.lost(), "requests without an answer");
      assertRestartFindsAll(load);
    }
  }

  @Test
  void keepsWhatWasAcknowledgedWhileClientsGoOn() throws Exception {
    try (Load load = new Load(directory, 2)) {
      load.traffic.open();
      load.traffic.awaitAcknowledged(100);
      assertEndsInTime(load);
      load.traffic.closeWhileInFlight(0);
      load.traffic.awaitQuiet();
      assertRestartFindsAll(load);
    }
  }

  private static void assertEndsInTime(Load load) throws InterruptedException {
    long begin = System.nanoTime();
    OptionalInt code = load.server().terminate(LIMIT);
    System.out.printf(
        "ShutdownTest: %s after %d ms%n", code, (System.nanoTime() - begin) / 1_000_000);
    assertTrue(code.isPresent(), "still there after " + LIMIT);
    assertTrue(CODES.contains(code.getAsInt()), "ended with " + code.getAsInt());
  }

  private static void assertRestartFindsAll(Load load) throws Exception {
    load.restart();
    load.audit();
    load.finish();
  }
}
