package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.cnnprov.server.app.Limit;
import org.cnnprov.server.app.Limits;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight people ask for the impossible while a training reports 5,000 values a second. */
class HostileQueriesTest {

  private static final List<String> HOSTILE =
      List.of(
          "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range < 0",
          "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
          "select length(string_agg(repeat('x', 1000000), '')) from range(100000)",
          "select * from (select range, hash(range) h, repeat('y', 100) from range(100000000) order"
              + " by h) limit 1",
          "select repeat(repeat('z', 100000000), 100)",
          "select list(range) from range(10000000000)",
          "select count(distinct hash(range)) from range(10000000000)",
          "with recursive r(s) as (select 'x' union all select s || s from r) select count(*) from"
              + " r");

  private static final int ROWS = 100;
  private static final int METRICS = 5;
  private static final int BATCHES_A_SECOND = 10;

  /** What a server answers to who stores, whatever its readers do. */
  private static final Duration ANSWERED = Duration.ofSeconds(1);

  @TempDir Path directory;

  @Test
  void loseNothingOfWhatATrainingReports() throws Exception {
    run(Duration.ofSeconds(4), "1s");
  }

  @Test
  @Tag("long")
  void loseNothingForAMinuteWithTheUsualTimeLimit() throws Exception {
    List<Long> milliseconds = run(Duration.ofSeconds(60), "30s");
    assertTrue(Collections.max(milliseconds) < ANSWERED.toMillis(), milliseconds::toString);
  }

  @Test
  void endWhenTheyHoldTooMuchMemory() throws Exception {
    try (Server server = Server.start(new Settings("127.0.0.1", 0, directory))) {
      Client client = new Client(server.port());
      Answer stopped = client.sql("select list(range) from range(10000000000)").expect(429);
      assertEquals("overloaded", stopped.at("code"));
      assertTrue(String.valueOf(stopped.at("detail")).contains("MB of memory"), stopped::toString);
      assertEquals(List.of(List.of(42.0)), client.rows("select 42"));
    }
  }

  /** Returns how long each answer to the training took. */
  private List<Long> run(Duration duration, String timeLimit) throws Exception {
    Limits limits = Limits.defaults().with(Limit.SQL_TIME, timeLimit, "test");
    Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    try (Server server = Server.start(new Settings("127.0.0.1", 0, directory).with(limits))) {
      Client client = new Client(server.port());
      AtomicBoolean done = new AtomicBoolean();
      List<Thread> hostile = new ArrayList<>();
      for (String sql : HOSTILE) {
        Thread thread =
            new Thread(
                () -> {
                  while (!done.get()) {
                    Answer answer = client.sql(sql);
                    String what =
                        answer.status() == 200 ? "200" : String.valueOf(answer.at("code"));
                    answers.merge(what, 1, Integer::sum);
                  }
                });
        thread.start();
        hostile.add(thread);
      }
      List<Long> milliseconds = ingest(client, duration);
      done.set(true);
      for (Thread thread : hostile) {
        thread.join();
      }
      long batches = milliseconds.size();
      assertEquals(
          List.of(List.of((double) batches * ROWS, (double) batches * ROWS * METRICS)),
          client.rows(
              "select (select count(*) from hostile.otrainingmodel), (select count(*) from"
                  + " training_metric)"));
      client.get("/health").expect(200);
      report(milliseconds, answers);
      assertTrue(!answers.isEmpty() && !answers.containsKey("internal"), answers.toString());
      return milliseconds;
    }
  }

  /** Sends batches at an even pace; how long each answer took. */
  private static List<Long> ingest(Client client, Duration duration) {
    UUID producer = UUID.randomUUID();
    String at = "\"at\":\"2026-11-23T12:00:00.000001Z\"";
    List<String> start =
        List.of(
            "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"hostile\",\"predefined\":true}}"
                .formatted(at),
            "{\"type\":\"execution_started\",%s,\"dataflow\":\"hostile\",\"execution\":\"run\"}"
                .formatted(at));
    client.batch(Client.lines(producer, 0, start)).expect(200);
    long next = start.size();
    List<Long> milliseconds = new ArrayList<>();
    long begun = System.nanoTime();
    long pause = Duration.ofSeconds(1).toNanos() / BATCHES_A_SECOND;
    while (System.nanoTime() - begun < duration.toNanos()) {
      LockSupport.parkNanos(begun + milliseconds.size() * pause - System.nanoTime());
      String event =
          "{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"oTrainingModel\",\"rows\":[%s]}"
              .formatted(at, rows(milliseconds.size()));
      long sent = System.nanoTime();
      Answer answer = client.batch(Client.lines(producer, next++, List.of(event))).expect(200);
      milliseconds.add(Duration.ofNanos(System.nanoTime() - sent).toMillis());
      assertEquals(List.of(), answer.list("rejected"));
    }
    return milliseconds;
  }

  private static String rows(int batch) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      List<String> values = new ArrayList<>(List.of("\"epoch\":" + (batch * ROWS + i)));
      for (int metric = 0; metric < METRICS; metric++) {
        values.add("\"m%d\":%d.5".formatted(metric, i));
      }
      rows.add("{" + String.join(",", values) + "}");
    }
    return String.join(",", rows);
  }

  private static void report(List<Long> milliseconds, Map<String, Integer> answers) {
    List<Long> sorted = milliseconds.stream().sorted().toList();
    System.out.printf(
        "HostileQueriesTest: %d batches of %d values, ms: p50 %d, p99 %d, max %d; queries answered:"
            + " %s%n",
        sorted.size(),
        ROWS * METRICS,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1),
        new TreeMap<>(answers));
  }
}
