package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of {@code /metrics} and {@code /api/v1/server}, beside what was really sent. */
class MetricsTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00.000001Z\"";

  private static final List<String> EVENTS =
      List.of(
          "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"m\",\"predefined\":true}}",
          "{\"type\":\"execution_started\",%s,\"dataflow\":\"m\",\"execution\":\"m-1\"}",
          "{\"type\":\"task_begun\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\"}",
          "{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":1,\"loss\":0.5},{\"epoch\":2,\"loss\":0.4,\"accuracy\":1}]}",
          "{\"type\":\"no such\",%s}");

  @TempDir Path directory;

  private RunningServer server;
  private Client client;

  @BeforeEach
  void start() {
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsWhatWasStoredAndWhatWasRefused() {
    String body = send(UUID.randomUUID());
    client.get("/api/v1/executions/x").expect(404);
    assertEquals(1, figure("cnnprov_ingest_batches_total"));
    assertEquals(EVENTS.size(), figure("cnnprov_ingest_events_total"));
    assertEquals(5, figure("cnnprov_ingest_values_total"));
    assertEquals(body.length(), figure("cnnprov_ingest_bytes_total"));
    assertEquals(1, figure("cnnprov_commit_duration_seconds_count"));
    assertEquals(1, figure("cnnprov_commit_batches_sum"));
    assertEquals(1, figure("cnnprov_refused_events_total{code=\"unknown_event_type\"}"));
    assertEquals(1, figure("cnnprov_refused_requests_total{code=\"not_found\"}"));
    assertEquals(
        1,
        figure(
            "cnnprov_http_request_duration_seconds_count"
                + "{method=\"GET\",route=\"/api/v1/executions/{id}\",status=\"404\"}"));
    assertEquals(0, figure("cnnprov_queue_batches"));
    assertEquals(0, figure("cnnprov_queue_bytes"));
    assertTrue(figure("cnnprov_store_data_bytes") + figure("cnnprov_store_log_bytes") > 0);
    assertTrue(figure("cnnprov_disk_free_bytes") > 0);
    assertTrue(figure("jvm_threads_current") > 1);
    assertTrue(figure("jvm_memory_used_bytes{area=\"heap\"}") > 0);
  }

  @Test
  void noLabelHasAValueThatAClientChose() {
    client.get("/api/v1/executions/4711").expect(404);
    client.get("/chosen-by-a-client").expect(404);
    assertEquals(405, client.send("DELETE", "/api/v1/sql", Map.of(), new byte[0]).status());
    String text = client.get("/metrics").expect(200).body();
    assertTrue(!text.contains("4711") && !text.contains("chosen-by-a-client"), text);
    assertEquals(
        2,
        figure(
            "cnnprov_http_request_duration_seconds_count{method=\"other\",route=\"other\"", text));
  }

  @Test
  void everyNameEndsInAUnitOrSaysWhatItCounts() {
    String text = client.get("/metrics").expect(200).body();
    List<String> ours =
        text.lines()
            .filter(line -> line.startsWith("# TYPE cnnprov_"))
            .map(line -> line.split(" ", -1)[2])
            .toList();
    assertTrue(ours.size() >= 14, ours::toString);
    for (String name : ours) {
      assertTrue(
          name.matches("cnnprov_([a-z_]+_)?(total|seconds|bytes|batches|listeners|info)"), name);
    }
  }

  @Test
  void tellsTheStateOfTheServer() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    send(first);
    send(second);
    Answer answer = client.get("/api/v1/server").expect(200);
    assertEquals("UP", answer.at("status"));
    assertEquals(false, answer.at("login_needed"));
    assertEquals(directory.toString(), answer.at("store", "path"));
    assertEquals(0.0, answer.at("queue", "batches"));
    assertEquals("16MiB", answer.at("limits", "body_size"));
    assertEquals(second.toString(), answer.at("producers", 0, "id"));
    assertEquals(first.toString(), answer.at("producers", 1, "id"));
    assertEquals(EVENTS.size() - 1.0, answer.at("producers", 1, "stored"));
    assertEquals(
        client.rows("select execution_id from producer where id = '%s'".formatted(first)),
        List.of(List.of(answer.at("producers", 1, "execution"))));
    assertTrue(String.valueOf(answer.at("producers", 1, "last_contact")).endsWith("Z"));
  }

  @Test
  void knowsProducersOfEarlierRunsWithoutTheirLastContact() {
    UUID producer = UUID.randomUUID();
    send(producer);
    server.close();
    start();
    Answer answer = client.get("/api/v1/server").expect(200);
    assertEquals(producer.toString(), answer.at("producers", 0, "id"));
    assertEquals(null, answer.at("producers", 0, "last_contact"));
  }

  private String send(UUID producer) {
    String body =
        Client.lines(producer, 0, EVENTS.stream().map(event -> event.formatted(AT)).toList());
    client.batch(body).expect(200);
    return body;
  }

  private double figure(String sample) {
    return figure(sample, client.get("/metrics").expect(200).body());
  }

  /** The sum of the samples that begin so. */
  private static double figure(String sample, String text) {
    List<String> samples =
        text.lines()
            .filter(line -> line.startsWith(sample))
            .filter(line -> sample.contains("{") || line.startsWith(sample + " "))
            .toList();
    assertTrue(!samples.isEmpty(), () -> "there is no " + sample + " in\n" + text);
    return samples.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
