package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.cnnprov.server.crash.Doors.Answer;
import org.cnnprov.server.crash.Traffic.Count;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails under a server while clients of both doors write. */
final class DiskTest {

  private static final long PATIENCE_NANOSECONDS = 60_000_000_000L;
  private static final long POLL_NANOSECONDS = 20_000_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void aFullDiskIsSaidAndLosesNothingAndIsOverWhenItIsFreed() throws Exception {
    try (Disk disk = Disk.of(24, directory.resolve("disk"));
        Load load = new Load(disk.site(), directory.resolve("server.log"), 1)) {
      load.traffic.open();
      load.traffic.awaitAcknowledged(100);
      for (int round = 1; round <= 3; round++) {
        disk.fill();
        awaitDown(load, "disk_full");
        assertTrue(load.doors().select("SELECT 1 FROM public.dataflow").size() > 0);
        int lines = auditAtRest(load);
        System.out.printf("DiskTest: full in round %d, %d lines right%n", round, lines);
        disk.free();
        awaitUp(load);
        load.traffic.open();
        load.traffic.awaitAcknowledged(50);
      }
      auditAtRest(load);
      load.server().kill();
      load.restart();
      load.audit();
      load.finish();
    }
  }

  @Test
  void aServerThatIsKilledOnAFullDiskFindsAllOfItAfterwards() throws Exception {
    try (Disk disk = Disk.of(24, directory.resolve("disk"));
        Load load = new Load(disk.site(), directory.resolve("server.log"), 2)) {
      load.traffic.open();
      load.traffic.awaitAcknowledged(100);
      disk.fill();
      awaitDown(load, "disk_full");
      load.traffic.closeWhileInFlight(0);
      load.server().kill();
      load.traffic.awaitQuiet();
      disk.free();
      load.restart();
      load.audit();
      load.finish();
    }
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsSaidAndIsOverWhenItMay() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    Site site = Site.in(data).launchedBy(asOneWhoMustBeAllowed());
    try (Load load = new Load(site, directory.resolve("server.log"), 3)) {
      load.traffic.open();
      load.traffic.awaitAcknowledged(100);
      load.traffic.closeWhileInFlight(0);
      load.traffic.awaitQuiet();
      // Once the log is folded and gone, the next write has to create it.
      await("the log to be folded", () -> !Files.exists(site.log()));
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
      load.traffic.open();
      awaitDown(load, "not_writable");
      auditAtRest(load);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      awaitUp(load);
      load.finish();
    }
  }

  private static int auditAtRest(Load load) throws IOException, InterruptedException {
    load.traffic.closeWhileInFlight(0);
    Count count = load.traffic.awaitQuiet();
    assertEquals(0, count.lost(), "requests without an answer");
    return load.audit();
  }

  private static void awaitDown(Load load, String code) throws Exception {
    await(
        "health to say " + code,
        () -> {
          Answer health = load.doors().health();
          load.traffic.check();
          return health.status() == 503 && health.body().contains("\"code\":\"" + code + "\"");
        });
  }

  /** Without anybody writing: the server finds out by itself. */
  private static void awaitUp(Load load) throws Exception {
    await("health to be well", () -> load.doors().health().status() == 200);
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "waited too long for " + what);
      LockSupport.parkNanos(POLL_NANOSECONDS);
    }
  }

  /** Root may write everywhere, unless it gives that up. */
  private static List<String> asOneWhoMustBeAllowed() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    if (!Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      System.out.println("DiskTest: skipped: root without setpriv may write everywhere");
      return abort("root without setpriv may write everywhere");
    }
    return List.of("/usr/bin/setpriv", "--bounding-set=-dac_override");
  }
}
