package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnprov.server.crash.Killing.Kill;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails: what the server wrote and did not sync is gone, or is there in part. A library
 * that is loaded before the server keeps what is sure to be there ({@code src/test/c/power.c}).
 */
final class PowerTest {

  private static final String ROUNDS = "cnnprov.rounds";
  private static final String SEED = "cnnprov.seed";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whatWasAcknowledgedOutlastsALossOfPower() throws Exception {
    cutPower(List.of(Moment.TRAFFIC, Moment.EVOLUTION));
  }

  @Test
  @Tag("long")
  void whatWasAcknowledgedOutlastsManyLossesOfPower() throws Exception {
    Random random = new Random(seed());
    int rounds = Integer.getInteger(ROUNDS, 20);
    List<Moment> moments = List.of(Moment.values());
    cutPower(
        Stream.generate(() -> moments.get(random.nextInt(moments.size()))).limit(rounds).toList());
  }

  private void cutPower(List<Moment> moments) throws Exception {
    long seed = seed();
    say("%d losses of power, -D%s=%d".formatted(moments.size(), SEED, seed));
    Random random = new Random(seed);
    Path data = Files.createDirectory(directory.resolve("data"));
    Path durable = Files.createDirectory(directory.resolve("durable"));
    Site site = Site.in(data).launchedBy(preload(data, durable, random.nextInt(1_000)));
    try (Load load = new Load(site, directory.resolve("server.log"), random.nextLong())) {
      Killing killing = new Killing(load, random);
      for (Moment moment : moments) {
        Kill kill = killing.at(moment);
        long unsynced = cut(data, durable);
        load.restart();
        say(
            "%s, %s, %,d bytes not as they were written, %d lines right"
                .formatted(moment, kill.evidence(), unsynced, load.audit()));
      }
      load.finish();
    }
  }

  /**
   * Puts what is durable in the place of what was written.
   *
   * @return bytes in which they differ
   */
  private static long cut(Path data, Path durable) throws IOException {
    long differing = 0;
    for (Path file : files(data)) {
      Path kept = durable.resolve(file.getFileName());
      differing += differing(file, kept);
      Files.delete(file);
    }
    for (Path kept : files(durable)) {
      Files.copy(kept, data.resolve(kept.getFileName()));
    }
    return differing;
  }

  private static long differing(Path file, Path kept) throws IOException {
    byte[] written = Files.readAllBytes(file);
    byte[] there = Files.exists(kept) ? Files.readAllBytes(kept) : new byte[0];
    long differing = Math.abs(written.length - there.length);
    for (int i = 0; i < Math.min(written.length, there.length); i++) {
      differing += written[i] == there[i] ? 0 : 1;
    }
    return differing;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private List<String> preload(Path data, Path durable, int seed) throws Exception {
    Path library = directory.resolve("power.so");
    Path source = Path.of("src/test/c/power.c").toAbsolutePath();
    Process compiler;
    try {
      compiler =
          new ProcessBuilder(
                  "gcc", "-shared", "-fPIC", "-o", library + "", source + "", "-ldl", "-lpthread")
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      say("skipped: a C compiler is needed: " + missing.getMessage());
      return abort("a C compiler is needed");
    }
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, compiler.waitFor(), said);
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "POWER_FROM=" + data,
        "POWER_TO=" + durable,
        "POWER_SEED=" + seed);
  }

  private static long seed() {
    return Long.getLong(SEED, System.nanoTime());
  }

  private static void say(String line) {
    System.out.println("PowerTest: " + line);
  }
}
