package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cnnprov.server.crash.Killing.Kill;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while clients of both doors write and schemas grow, while the log is folded, and while it
 * is read at the start. Set the rounds with {@code -Dcnnprov.rounds}, the seed with {@code
 * -Dcnnprov.seed}: it decides what is sent and when the kill is due, though not how the threads
 * run. A kill that did not fall where it was meant to is not counted, and its round is repeated.
 */
final class KillTest {

  private static final String ROUNDS = "cnnprov.rounds";
  private static final String SEED = "cnnprov.seed";

  /** Rounds of each moment in twenty; the others are {@link Moment#TRAFFIC}. */
  private static final Map<Moment, Integer> OF_TWENTY =
      Map.of(Moment.EVOLUTION, 5, Moment.FOLDING, 3, Moment.RECOVERY, 2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whatWasAcknowledgedIsThereOnceAfterOneKillAtEachMoment() throws Exception {
    killAt(List.of(Moment.values()));
  }

  @Test
  @Tag("long")
  void whatWasAcknowledgedIsThereOnceAfterManyKills() throws Exception {
    killAt(matrix(Integer.getInteger(ROUNDS, 20)));
  }

  private static List<Moment> matrix(int rounds) {
    List<Moment> moments = new ArrayList<>();
    OF_TWENTY.forEach(
        (moment, times) -> moments.addAll(Collections.nCopies(times * rounds / 20, moment)));
    moments.addAll(Collections.nCopies(rounds - moments.size(), Moment.TRAFFIC));
    return moments;
  }

  private void killAt(List<Moment> moments) throws IOException, InterruptedException {
    long seed = Long.getLong(SEED, System.nanoTime());
    say("%d kills, -D%s=%d".formatted(moments.size(), SEED, seed));
    Random random = new Random(seed);
    List<Moment> order = new ArrayList<>(moments);
    Collections.shuffle(order, random);
    Map<Moment, List<Long>> starts = new EnumMap<>(Moment.class);
    try (Load load = new Load(directory, random.nextLong())) {
      Killing killing = new Killing(load, random);
      int kills = 0;
      for (int attempts = 1; kills < order.size(); attempts++) {
        assertTrue(attempts <= 10 + 3 * order.size(), "too many kills miss their moment");
        Moment moment = order.get(kills);
        Kill kill = killing.at(moment);
        kills += kill.hit() ? 1 : 0;
        say("%s: %s".formatted(name(kills, moment, kill), kill.evidence()));
        long start = restart(load);
        if (kill.hit()) {
          starts.computeIfAbsent(moment, first -> new ArrayList<>()).add(start);
        }
      }
      say("all retried: %d lines right".formatted(load.finish()));
      starts.forEach(KillTest::sayStarts);
    }
  }

  private static String name(int kills, Moment moment, Kill kill) {
    return kill.hit() ? "kill %d, %s".formatted(kills, moment) : "missed " + moment;
  }

  private static void sayStarts(Moment moment, List<Long> milliseconds) {
    Collections.sort(milliseconds);
    say(
        "%-10s %3d kills, up again after %d ms (median), %d ms (most)"
            .formatted(
                moment,
                milliseconds.size(),
                milliseconds.get(milliseconds.size() / 2),
                milliseconds.get(milliseconds.size() - 1)));
  }

  private static long restart(Load load) throws IOException, InterruptedException {
    load.restart();
    int lines = load.audit();
    long milliseconds = load.server().startup().toMillis();
    say("up again after %d ms, %d lines right".formatted(milliseconds, lines));
    return milliseconds;
  }

  private static void say(String line) {
    System.out.println("KillTest: " + line);
  }
}
