package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.cnnprov.server.migration.dfanalyzer.SyntheticDump;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The import as a process: beside a server that holds the store, and killed on its way. */
final class ImportTest {

  private static final String HEAP = "-Xmx256m";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void goesThroughTheServerThatHoldsTheStore() throws Exception {
    Path data = directory.resolve("data");
    Path dump = new SyntheticDump(3, 10).writeTo(directory.resolve("dump.sql"));
    try (ServerProcess server = ServerProcess.start(Site.in(data), directory.resolve("log"))) {
      try (ImportProcess process =
          ImportProcess.start(
              directory.resolve("output"), HEAP, dump.toString(), "--data", data.toString())) {
        assertEquals(0, process.await(), process.output());
        assertTrue(
            process.output().contains("Importing through " + server.address()), process.output());
        assertTrue(process.output().contains("All is in the store."), process.output());
      }
      server.kill();
    }
    assertRows(data, 3, 10);
  }

  @Test
  void goesOnAfterTheServerWasKilled() throws Exception {
    Path data = directory.resolve("data");
    Path dump = new SyntheticDump(3, 10).writeTo(directory.resolve("dump.sql"));
    try (ServerProcess server = ServerProcess.start(Site.in(data), directory.resolve("log"))) {
      server.kill();
    }
    assertTrue(Files.exists(data.resolve("server.url")), "the kill left the address");
    try (ImportProcess process =
        ImportProcess.start(
            directory.resolve("output"), HEAP, dump.toString(), "--data", data.toString())) {
      assertEquals(0, process.await(), process.output());
    }
    assertRows(data, 3, 10);
  }

  @Test
  @Tag("long")
  void isCompleteAfterManyKills() throws Exception {
    int kills = Integer.getInteger("cnnprov.rounds", 30);
    long seed = Long.getLong("cnnprov.seed", System.nanoTime());
    System.out.printf("ImportTest: at least %d kills, -Dcnnprov.seed=%d%n", kills, seed);
    Random random = new Random(seed);
    Path dump = new SyntheticDump(50, 2_000).writeTo(directory.resolve("dump.sql"));
    int done = 0;
    for (int round = 0; done < kills; round++) {
      Path data = directory.resolve("data-" + round);
      while (killed(dump, data, random)) {
        done++;
      }
      System.out.printf("ImportTest: complete after %d kills%n", done);
      assertRows(data, 50, 2_000);
    }
  }

  /** Starts it, and kills it after a while; whether it was still at work. */
  private boolean killed(Path dump, Path data, Random random) throws Exception {
    try (ImportProcess process =
        ImportProcess.start(
            directory.resolve("output"), HEAP, dump.toString(), "--data", data.toString())) {
      while (process.isAlive() && !process.output().contains("Importing through")) {
        LockSupport.parkNanos(1_000_000);
      }
      LockSupport.parkNanos(random.nextLong(4_000_000_000L));
      if (process.isAlive()) {
        process.kill();
        return true;
      }
      assertEquals(0, process.await(), process.output());
      return false;
    }
  }

  private static void assertRows(Path data, int executions, int epochs) {
    double rows = executions * epochs;
    try (RunningServer server = RunningServer.in(data)) {
      assertEquals(
          List.of(List.of(rows, rows, rows / 2, rows * (epochs + 1) / 2)),
          server
              .client()
              .rows(
                  "select count(*), count(distinct remark), count(test_task_id), sum(epoch)"
                      + " from \"big-df\".oepoch"));
      assertEquals(
          List.of(List.of("FINISHED", (double) executions)),
          server
              .client()
              .rows("select status, count(*) from public.dataflow_execution group by status"));
    }
  }
}
