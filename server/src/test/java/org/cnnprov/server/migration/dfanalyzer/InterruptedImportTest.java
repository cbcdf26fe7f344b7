package org.cnnprov.server.migration.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that ends half way, and is run again; its cuts come by chance, from a printed seed. */
class InterruptedImportTest {

  private static final int EXECUTIONS = 20;
  private static final int EPOCHS = 2_500;

  @Test
  void whatIsMissingComesInAndNothingTwice(@TempDir Path directory) throws Exception {
    long seed = Long.getLong("cnnprov.seed", System.nanoTime());
    System.out.println("InterruptedImportTest: -Dcnnprov.seed=" + seed);
    Random random = new Random(seed);
    Path dump = new SyntheticDump(EXECUTIONS, EPOCHS).writeTo(directory.resolve("dump.sql"));
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      for (int batches : List.of(0, 1, 1 + random.nextInt(5), 2 + random.nextInt(10))) {
        cut(server.client(), dump, batches);
      }
    }
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      Map<String, @Nullable Object> report = Importing.into(server.client(), dump);
      assertEquals(true, report.get("complete"));
      checkRows(server.client());
    }
  }

  private static void cut(Client client, Path dump, int batches) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(client, batches)) {
      DfAnalyzerImport migration = DfAnalyzerImport.read(dump, read -> {});
      ServerConnection connection = new ServerConnection(proxy.address(), null);
      ImportException failure =
          assertThrows(
              ImportException.class,
              () -> migration.bringIn(connection, Clock.systemUTC(), read -> {}));
      assertTrue(String.valueOf(failure.getMessage()).endsWith(": cut"), failure.getMessage());
    }
  }

  /** By a second way: what the generator wrote, in sums that every row goes into. */
  private static void checkRows(Client client) {
    long rows = (long) EXECUTIONS * EPOCHS;
    assertEquals(
        List.of(List.of((double) rows, (double) rows, rows / 2.0, rows * (EPOCHS + 1) / 2.0)),
        client.rows(
            "select count(*), count(distinct remark), count(test_task_id), sum(epoch)"
                + " from \"big-df\".oepoch"));
    assertEquals(
        List.of(List.of((double) rows)),
        client.rows(
            "select count(*) from \"big-df\".oepoch o join public.task w on w.id = o.train_task_id"
                + " left join public.task r on r.id = o.test_task_id"
                + " where w.df_exec = 'run ' || split_part(split_part(o.remark, ' ', 2), ',', 1)"
                + " and (case when o.epoch::BIGINT % 2 = 0 then r.execution_id = w.execution_id"
                + " else r.id is null end)"));
    assertEquals(
        List.of(List.of("FINISHED", (double) EXECUTIONS)),
        client.rows("select status, count(*) from public.dataflow_execution group by status"));
    assertEquals(
        List.of(List.of((double) EXECUTIONS)),
        client.rows("select count(*) from public.task_dependency"));
  }
}
