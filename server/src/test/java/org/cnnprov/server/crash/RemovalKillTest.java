package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it removes an execution has all of it or nothing. */
final class RemovalKillTest {

  private static final int ROUNDS = 4;
  private static final int ROWS = 20_000;
  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";
  private static final String COUNTS =
      """
      select (select count(*) from public.dataflow_execution), (select count(*) from public.task),
        (select count(*) from df.otrainingstep), (select count(*) from public.removal)""";

  @TempDir Path directory;

  @Test
  void leavesAllOfItOrNothing() throws Exception {
    long seed = System.nanoTime();
    System.out.println("RemovalKillTest: seed " + seed);
    Random random = new Random(seed);
    Path log = directory.resolve("server.log");
    Site site = Site.in(directory.resolve("data"));
    try (ServerProcess server = ServerProcess.start(site, log)) {
      client(server).events(training()).expect(200);
    }
    List<Object> whole = List.of(List.of(1.0, 1.0, (double) ROWS, 0.0));
    List<Object> gone = List.of(List.of(0.0, 0.0, 0.0, 1.0));
    List<Object> found = whole;
    for (int round = 0; round < ROUNDS && found.equals(whole); round++) {
      try (ServerProcess server = ServerProcess.start(site, log)) {
        CompletableFuture<Answer> removal =
            client(server)
                .sendLater("DELETE", "/api/v1/executions/1?force=true", Map.of(), new byte[0]);
        long until = System.nanoTime() + random.nextInt(200_000_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        server.kill();
        removal.handle((answer, cut) -> answer).join();
      }
      try (ServerProcess server = ServerProcess.start(site, log)) {
        found = new ArrayList<>(client(server).rows(COUNTS));
        assertTrue(found.equals(whole) || found.equals(gone), found.toString());
        if (found.equals(whole) && round == ROUNDS - 1) {
          client(server)
              .send("DELETE", "/api/v1/executions/1?force=true", Map.of(), new byte[0])
              .expect(204);
          assertEquals(gone, client(server).rows(COUNTS));
        }
      }
    }
  }

  private static String[] training() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"df\",\"predefined\":true}}"
            .formatted(AT));
    lines.add(
        "{\"type\":\"execution_started\",%s,\"dataflow\":\"df\",\"execution\":\"run\"}"
            .formatted(AT));
    lines.add(
        "{\"type\":\"task_begun\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\"}"
            .formatted(AT));
    StringBuilder rows = new StringBuilder();
    for (int step = 0; step < ROWS; step++) {
      rows.append(step == 0 ? "" : ",").append("{\"step\":%d,\"loss\":0.5}".formatted(step));
    }
    lines.add(
        ("{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\","
                + "\"set\":\"oTrainingStep\",\"rows\":[%s]}")
            .formatted(AT, rows));
    return lines.toArray(new String[0]);
  }

  private static Client client(ServerProcess server) {
    return new Client(URI.create(server.address()).getPort());
  }
}
