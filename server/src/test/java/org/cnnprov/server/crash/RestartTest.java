package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a server takes to be up again after a kill, with a thousand dataflows and logs of
 * several sizes. Figures for people: it asserts that all is there, never how long that took.
 */
final class RestartTest {

  private static final int DATAFLOWS = 1_000;
  private static final int AT_ONCE = 50;
  private static final int ROWS = 2_000;
  private static final List<Integer> LOG_MEGABYTES = List.of(1, 4, 16, 32);
  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";

  private final Doors doors = new Doors();
  private final UUID producer = UUID.randomUUID();
  private long next;
  private long rows;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Tag("long")
  void isUpAgainAfterAKillWithAThousandDataflows() throws Exception {
    Site site = Site.in(directory.resolve("data"));
    Path log = directory.resolve("server.log");
    ServerProcess server = ServerProcess.start(site, log);
    try {
      doors.leadTo(server.address());
      for (int dataflow = 0; dataflow < DATAFLOWS; dataflow += AT_ONCE) {
        declare(dataflow);
      }
      for (int megabytes : LOG_MEGABYTES) {
        writeUntil(site.log(), (long) megabytes << 20);
        long bytes = Files.size(site.log());
        server.kill();
        server = ServerProcess.start(site, log);
        doors.leadTo(server.address());
        System.out.printf(
            "RestartTest: %,d dataflows, %,d rows, log of %,d bytes: up again after %d ms%n",
            DATAFLOWS, rows, bytes, server.startup().toMillis());
        assertEquals(
            List.of("" + rows), doors.select("SELECT count(*) FROM \"d0\".ds_otrainingmodel"));
        assertEquals(List.of("" + DATAFLOWS), doors.select("SELECT count(*) FROM public.dataflow"));
      }
    } finally {
      server.close();
    }
  }

  private void declare(int first) throws IOException, InterruptedException {
    StringBuilder events = new StringBuilder();
    for (int i = first; i < first + AT_ONCE; i++) {
      events.append(
          """
          {"type":"dataflow_declared",%1$s,"dataflow":{"tag":"d%2$d","predefined":true}}
          {"type":"execution_started",%1$s,"dataflow":"d%2$d","execution":"e","heartbeat_seconds":3600}
          {"type":"task_begun",%1$s,"transformation":"TrainingModel","task":"1"}
          """
              .formatted(AT, i));
    }
    send(events.toString(), 3 * AT_ONCE);
  }

  /** Rows of five values each, to the first dataflow. */
  private void writeUntil(Path log, long bytes) throws IOException, InterruptedException {
    while (!Files.exists(log) || Files.size(log) < bytes) {
      StringBuilder values = new StringBuilder();
      for (int i = 0; i < ROWS; i++) {
        values.append(i == 0 ? "" : ",");
        values.append(
            "{\"epoch\":%d,\"loss\":%.6f,\"accuracy\":0.5,\"a\":1.25,\"b\":%d}"
                .formatted(rows + i, 1.0 / (rows + i + 1), i));
      }
      rows += ROWS;
      send(
          """
          {"type":"elements",%s,"dataflow":"d0","execution":"e","transformation":"TrainingModel","task":"1","set":"oTrainingModel","rows":[%s]}
          """
              .formatted(AT, values),
          1);
    }
  }

  private void send(String events, int count) throws IOException, InterruptedException {
    String header = "{\"producer\":\"%s\",\"first\":%d}\n".formatted(producer, next);
    Doors.Answer answer = doors.post("/api/v1/batches", "application/x-ndjson", header + events);
    assertEquals(200, answer.status(), answer.body());
    assertEquals(next + count - 1, Json.number(answer.body(), "stored"), answer.body());
    next += count;
  }
}
