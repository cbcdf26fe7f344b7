package org.cnnprov.server.crate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crate holds; a validator of the profile reads it in the tests of Python. */
class CrateTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:02.5Z\"";
  private static final String TASK = "\"transformation\":\"TrainingModel\",\"task\":\"1\"";
  private static final String HASH = "a".repeat(64);

  @TempDir static Path directory;
  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    client
        .events(
            event("dataflow_declared", "\"dataflow\":{\"tag\":\"net\",\"predefined\":true}"),
            event(
                "execution_started",
                "\"dataflow\":\"net\",\"execution\":\"run 1\",\"person\":{\"name\":\"alice\"},\"machine\":{\"host\":\"node17\"},\"program\":{\"name\":\"train.py\",\"language\":\"python 3.11\",\"command\":[\"train.py\",\"--lr\"]}"),
            event(
                "environment",
                "\"packages\":{\"keras\":\"3.15\"},\"git\":{\"commit\":\"0a1b\",\"dirty\":true,\"diff\":\"+one\\n\"},\"variables\":{\"SEED\":\"1\"}"),
            event("task_begun", TASK),
            event(
                "elements",
                TASK + ",\"set\":\"iTrainingModel\",\"rows\":[{\"learning_rate\":0.5}]"),
            event(
                "elements",
                TASK
                    + ",\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":1,\"loss\":0.25},{\"epoch\":2,\"loss\":\"NaN\"}]"),
            event(
                "file",
                TASK
                    + ",\"role\":\"input\",\"name\":\"x.csv\",\"path\":\"/data/\",\"size\":9,\"sha256\":\""
                    + HASH
                    + "\""),
            event("file", TASK + ",\"role\":\"output\",\"name\":\"w b.keras\",\"path\":\"/out\""),
            event("task_ended", TASK + ",\"status\":\"FINISHED\""),
            event("execution_ended", "\"status\":\"FINISHED\""))
        .expect(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void holdsMetadataProvenanceMetricsAndCode() throws Exception {
    Map<String, String> files = files();
    assertEquals(
        List.of(
            "ro-crate-metadata.json",
            "provenance.json",
            "execution.json",
            "metrics.csv",
            "code.diff"),
        List.copyOf(files.keySet()));
    assertEquals("+one\n", files.get("code.diff"));
    assertEquals(
        String.join(
            "\r\n",
            "transformation,task,epoch,name,value",
            "TrainingModel,1,1.0,loss,0.25",
            "TrainingModel,1,2.0,loss,NaN",
            ""),
        files.get("metrics.csv"));
    assertEquals(
        client.get("/api/v1/executions/1/provenance?format=json").body(),
        files.get("provenance.json"));
    assertEquals(client.get("/api/v1/executions/1").body(), files.get("execution.json"));
  }

  @Test
  void describesTheExecutionAsAnActionOfItsProgram() throws Exception {
    Map<Object, Object> entities = entities();
    Object action = entities.get("#execution");
    assertEquals("CreateAction", Plain.at(action, "@type"));
    assertEquals("2026-11-23T12:00:02.500+00:00", Plain.at(action, "startTime"));
    assertEquals("http://schema.org/CompletedActionStatus", Plain.at(action, "actionStatus"));
    assertEquals("#program", Plain.at(action, "instrument", "@id"));
    assertEquals("0a1b", Plain.at(entities.get("#program"), "softwareVersion"));
    assertEquals("3.15", Plain.at(entities.get("#package-keras"), "softwareVersion"));
    assertEquals(0.5, Plain.at(entities.get("#hyperparameter-LEARNING_RATE"), "value"));
    assertEquals("NaN", Plain.at(entities.get("#metric-LOSS"), "value"));
    assertEquals(0.25, Plain.at(entities.get("#metric-LOSS"), "minValue"));
    assertTrue(entities.containsKey("#task-TrainingModel-1"));
  }

  @Test
  void namesFilesByHashSizeAndPlace() throws Exception {
    Map<Object, Object> entities = entities();
    Object read = entities.get("https://w3id.org/cnnprov/file/sha256." + HASH);
    assertEquals("/data/x.csv", Plain.at(read, "localPath"));
    assertEquals("9", Plain.at(read, "contentSize"));
    assertEquals(HASH, Plain.at(read, "sha256"));
    Object written = entities.get("file://node17/out/w%20b.keras");
    assertEquals("/out/w b.keras", Plain.at(written, "localPath"));
  }

  @Test
  void refersToNothingThatIsNotDescribed() throws Exception {
    Map<Object, Object> entities = entities();
    Set<Object> named = new HashSet<>();
    entities.values().forEach(entity -> collect(entity, named));
    named.removeAll(entities.keySet());
    named.remove("https://w3id.org/ro/crate/1.1");
    assertEquals(Set.of(), named);
  }

  @Test
  void isTheSameBytesTwice() throws Exception {
    assertArrayEquals(bytes("1"), bytes("1"));
  }

  @Test
  void isTheStateOfOneThatStillRuns() throws Exception {
    client
        .events(
            event("dataflow_declared", "\"dataflow\":{\"tag\":\"net\",\"predefined\":true}"),
            event("execution_started", "\"dataflow\":\"net\",\"execution\":\"going\""))
        .expect(200);
    Map<String, String> files = unzipped(bytes("2"));
    assertFalse(files.containsKey("code.diff"));
    assertFalse(Objects.requireNonNull(files.get("ro-crate-metadata.json")).contains("endTime"));
    client.get("/api/v1/executions/99/crate").expect(404);
  }

  private static void collect(@Nullable Object value, Set<Object> named) {
    if (value instanceof Map<?, ?> map) {
      if (map.size() == 1 && map.containsKey("@id")) {
        named.add(Objects.requireNonNull(map.get("@id")));
      }
      map.values().forEach(each -> collect(each, named));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, named));
    }
  }

  private static Map<Object, Object> entities() throws IOException, InterruptedException {
    Object metadata = Plain.parse(Objects.requireNonNull(files().get("ro-crate-metadata.json")));
    Map<Object, Object> entities = new LinkedHashMap<>();
    List<Object> twice = new ArrayList<>();
    for (Object entity : Plain.list(Plain.at(metadata, "@graph"))) {
      Object id = Objects.requireNonNull(Plain.at(entity, "@id"));
      if (entities.put(id, Objects.requireNonNull(entity)) != null) {
        twice.add(id);
      }
    }
    assertEquals(List.of(), twice);
    return entities;
  }

  private static Map<String, String> files() throws IOException, InterruptedException {
    return unzipped(bytes("1"));
  }

  private static byte[] bytes(String id) throws IOException, InterruptedException {
    URI address =
        URI.create("http://127.0.0.1:%d/api/v1/executions/%s/crate".formatted(client.port(), id));
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, answer.statusCode());
    assertEquals("application/zip", answer.headers().firstValue("Content-Type").orElse(""));
    return answer.body();
  }

  private static Map<String, String> unzipped(byte[] bytes) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static String event(String type, String members) {
    return "{\"type\":\"%s\",%s,%s}".formatted(type, AT, members);
  }
}
