package org.cnnprov.server.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every golden and every malformed request with random faults, to the real server: each is
 * answered, none with an error of the server's own, and what was stored before stays as it was. Set
 * the number with {@code -Dcnnprov.requests}, the seed with {@code -Dcnnprov.seed}.
 */
class FuzzTest {

  private static final String REQUESTS = "cnnprov.requests";
  private static final String SEED = "cnnprov.seed";
  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";
  private static final String TASK = AT + ",\"transformation\":\"TrainingModel\",\"task\":\"1\"";

  private record Original(String method, String path, Map<String, String> headers, byte[] body) {

    /** The numbers of a known producer would be skipped. */
    Original ofAnotherProducer(UUID producer) {
      String text = new String(body, UTF_8);
      String other =
          text.replaceFirst("\"producer\":\"[^\"]*\"", "\"producer\":\"" + producer + "\"");
      return new Original(method, path, headers, other.getBytes(UTF_8));
    }
  }

  @TempDir Path directory;

  @Test
  void hundredsOfFaultyRequestsAreAnsweredAndHarmNothing() throws IOException {
    fuzz(Integer.getInteger(REQUESTS, 300));
  }

  @Test
  @Tag("long")
  void thousandsOfFaultyRequestsAreAnsweredAndHarmNothing() throws IOException {
    fuzz(Integer.getInteger(REQUESTS, 12_000));
  }

  private void fuzz(int requests) throws IOException {
    long seed = Long.getLong(SEED, System.nanoTime());
    System.out.printf("FuzzTest: %d requests, -D%s=%d%n", requests, SEED, seed);
    Random random = new Random(seed);
    Mutations mutations = new Mutations(random);
    List<Original> originals = originals();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      storeWhatStays(client);
      List<?> before = whatStays(client);
      for (int i = 0; i < requests; i++) {
        Original original =
            originals
                .get(random.nextInt(originals.size()))
                .ofAnotherProducer(new UUID(random.nextLong(), random.nextLong()));
        byte[] body = mutations.of(original.body());
        Answer answer = client.send(original.method(), original.path(), original.headers(), body);
        check(original, body, answer);
        statuses.merge(answer.status(), 1, Integer::sum);
      }
      assertEquals(before, whatStays(client));
      client.get("/health").expect(200);
    }
    System.out.println("FuzzTest: answers by status: " + statuses);
  }

  private static void check(Original original, byte[] body, Answer answer) {
    String what =
        "%s %s %s was answered with %d %s"
            .formatted(
                original.method(),
                original.path(),
                new String(body, UTF_8),
                answer.status(),
                answer.body());
    assertFalse(answer.status() >= 500, what);
    assertFalse(answer.body().contains("\"unstorable\""), what);
    if (answer.status() >= 400) {
      assertEquals("application/problem+json", answer.header("Content-Type"), what);
    }
  }

  private static void storeWhatStays(Client client) {
    client
        .events(
            "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"stays\",\"predefined\":true}}"
                .formatted(AT),
            "{\"type\":\"execution_started\",%s,\"dataflow\":\"stays\",\"execution\":\"one\"}"
                .formatted(AT),
            "{\"type\":\"task_begun\",%s}".formatted(TASK),
            "{\"type\":\"elements\",%s,\"set\":\"oTrainingModel\",\"rows\":[%s]}"
                .formatted(TASK, "{\"epoch\":1,\"loss\":0.5},{\"epoch\":2,\"loss\":\"NaN\"}"),
            "{\"type\":\"task_ended\",%s,\"status\":\"FINISHED\"}".formatted(TASK),
            "{\"type\":\"execution_ended\",%s,\"status\":\"FINISHED\"}".formatted(AT))
        .expect(200);
  }

  private static List<?> whatStays(Client client) {
    return List.of(
        client.rows("select * from \"stays\".ds_otrainingmodel order by id"),
        client.rows("select * from \"stays\".otrainingmodel order by id"),
        client.rows("select * from dataflow_execution where tag = 'one' order by id"),
        client.rows(
            "select a.* from attribute a join data_set s on s.id = a.ds_id"
                + " join dataflow d on d.id = s.df_id where d.tag = 'stays' order by a.id"));
  }

  private static List<Original> originals() throws IOException {
    List<Original> originals = new ArrayList<>();
    for (Path file : SpecFiles.below("golden/batches", ".ndjson")) {
      Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson");
      originals.add(new Original("POST", "/api/v1/batches", headers, Files.readAllBytes(file)));
    }
    for (String folder : List.of("golden/dfanalyzer", "golden/query-interface", "golden/queries")) {
      for (Path file : SpecFiles.below(folder, ".json")) {
        addAll(Plain.object(SpecFiles.json(file)), originals);
      }
    }
    for (Path file : SpecFiles.below("malformed", ".json")) {
      Plain.list(SpecFiles.json(file)).stream()
          .map(request -> original(Plain.object(request)))
          .filter(original -> original.body().length > 0)
          .forEach(originals::add);
    }
    return originals;
  }

  private static void addAll(Map<String, @Nullable Object> golden, List<Original> originals) {
    for (Object request : Plain.list(golden.getOrDefault("requests", List.of()))) {
      originals.add(original(Plain.object(request)));
    }
    for (Object each : Plain.list(golden.getOrDefault("queries", List.of()))) {
      Map<String, @Nullable Object> query = Plain.object(each);
      if (query.containsKey("query")) {
        byte[] body = JsonText.of(query.get("query")).getBytes(UTF_8);
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        originals.add(new Original("POST", "/api/v1/query", headers, body));
      } else {
        originals.add(original(query));
      }
    }
  }

  private static Original original(Map<String, @Nullable Object> request) {
    Map<String, String> headers = new HashMap<>();
    Plain.object(request.getOrDefault("headers", Map.of()))
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    Object body = request.get("body");
    String text = body instanceof String written ? written : body == null ? "" : JsonText.of(body);
    if (request.containsKey("raw")) {
      text = String.valueOf(request.get("raw"));
    } else if (request.containsKey("text")) {
      List<@Nullable Object> lines = Plain.list(request.get("text"));
      text = String.join("\n", lines.stream().map(String::valueOf).toList());
    }
    return new Original(
        String.valueOf(request.getOrDefault("method", "POST")),
        String.valueOf(request.get("path")),
        headers,
        text.getBytes(UTF_8));
  }
}
