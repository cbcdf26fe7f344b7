package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cnnprov.server.cli.Main;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, to a real process. */
class TerminationTest {

  private static final int IN_FLIGHT = 32;

  @TempDir Path directory;

  @Test
  void keepsWhatItAcknowledgedAndEndsInTime() throws Exception {
    Process process = start();
    Client client = new Client(portOf(process));
    List<UUID> producers = new ArrayList<>();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      UUID producer = UUID.randomUUID();
      producers.add(producer);
      answers.add(send(client, producer, i));
    }
    answers.get(0).get(10, TimeUnit.SECONDS);
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it has not ended within 10 s");
    check(producers, answers);
  }

  @Test
  void endsInTimeAlthoughAQueryRuns() throws Exception {
    Process process = start();
    Client client = new Client(portOf(process));
    byte[] endless =
        "{\"sql\": \"select count(*) from range(1000000) a, range(1000000) b where a.range * b.range < 0\"}"
            .getBytes(StandardCharsets.UTF_8);
    CompletableFuture<Answer> query =
        client.sendLater(
            "POST", "/api/v1/sql", Map.of("Content-Type", "application/json"), endless);
    client.get("/api/v1/dataflows").expect(200);
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it has not ended within 10 s");
    assertTrue(query.handle((answer, failed) -> answer == null || answer.status() != 200).join());
  }

  private void check(List<UUID> producers, List<CompletableFuture<Answer>> answers)
      throws InterruptedException {
    try (RunningServer server = RunningServer.in(directory)) {
      for (int i = 0; i < IN_FLIGHT; i++) {
        if (acknowledged(answers.get(i))) {
          String sql = "select stored from public.producer where id = '%s'";
          assertEquals(
              List.of(List.of(0.0)), server.client().rows(sql.formatted(producers.get(i))));
        }
      }
    }
  }

  private static boolean acknowledged(CompletableFuture<Answer> answer) {
    return answer.handle((came, failed) -> came != null && came.status() == 200).join();
  }

  private static CompletableFuture<Answer> send(Client client, UUID producer, int number) {
    String event =
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00.000001Z","dataflow":{"tag":"t%d"}}"""
            .formatted(number);
    byte[] body = Client.lines(producer, 0, List.of(event)).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson");
    return client.sendLater("POST", "/api/v1/batches", headers, body);
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return new ProcessBuilder(
            java,
            "-cp",
            classes,
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            directory.toString())
        .redirectError(new File("/dev/null"))
        .start();
  }

  private static int portOf(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = String.valueOf(output.readLine());
    return Integer.parseInt(line.replaceFirst(".*http://127\\.0\\.0\\.1:(\\d+) .*", "$1"));
  }
}
