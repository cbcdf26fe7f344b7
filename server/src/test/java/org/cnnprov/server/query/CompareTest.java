package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions beside each other. */
class CompareTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:02Z\"";

  @TempDir static Path directory;
  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    send(
        training("Alex", "one", "\"OPTIMIZER_NAME\":\"Adam\",\"LEARNING_RATE\":0.1,\"seed\":1"),
        environment("{\"keras\":\"3.14\",\"numpy\":\"2.0\"}", "0a1b", "false"),
        file("input", "flowers.npz", "/data", "a"),
        file("output", "w.keras", "/out", "c"),
        adaptation(1, 2, 0.01),
        adaptation(2, 4, 0.001),
        epochs(
            "{\"epoch\":1,\"loss\":8},{\"epoch\":2,\"loss\":4},{\"epoch\":3,\"loss\":5},{\"epoch\":4,\"loss\":\"NaN\"}"));
    send(
        training("Dense", "two", "\"OPTIMIZER_NAME\":\"Adam\",\"learning_rate\":0.2"),
        environment("{\"keras\":\"3.15\",\"numpy\":\"2.0\",\"jax\":\"0.5\"}", "2c3d", "true"),
        file("input", "flowers.npz", "/elsewhere", "a"),
        file("input", "labels.csv", "/data", "b"),
        adaptation(1, 2, 0.01),
        epochs(
            "{\"epoch\":1,\"loss\":6,\"accuracy\":0.25},{\"epoch\":3,\"loss\":2,\"accuracy\":0.5},{\"epoch\":4,\"loss\":1}"));
    send(training("Dense", "three", "\"LEARNING_RATE\":0.2"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void putsHyperparametersBesideEachOtherWhateverTheirCase() {
    Answer answer = compare("1,2");
    assertEquals(
        List.of(
            row("OPTIMIZER_NAME", false, "Adam", "Adam"),
            row("LEARNING_RATE", true, 0.1, 0.2),
            row("seed", true, 1.0, null)),
        answer.list("hyperparameters"));
  }

  @Test
  void tellsAdaptationsByEpoch() {
    List<@Nullable Object> rows = compare("1,2").list("adaptations");
    assertEquals(List.of(2.0, 4.0), rows.stream().map(row -> Plain.at(row, "epoch")).toList());
    assertEquals(false, Plain.at(rows.get(0), "differs"));
    assertEquals(true, Plain.at(rows.get(1), "differs"));
    assertEquals(0.001, Plain.at(rows.get(1), "values", 0, "new_value"));
    assertNull(Plain.at(rows.get(1), "values", 1));
  }

  @Test
  void comparesDataByItsHashes() {
    List<@Nullable Object> data = compare("1,2").list("data");
    assertEquals(
        List.of("flowers.npz false", "labels.csv true"),
        data.stream().map(row -> Plain.at(row, "name") + " " + Plain.at(row, "differs")).toList());
    assertEquals("/elsewhere", Plain.at(data.get(0), "values", 1, "path"));
    assertNull(Plain.at(data.get(1), "values", 0));
  }

  @Test
  void comparesCodeAndPackages() {
    Answer answer = compare("1,2");
    assertEquals(true, differs(answer.list("code"), "commit"));
    assertEquals(true, differs(answer.list("code"), "dirty"));
    assertEquals(
        List.of(
            row("keras", true, "3.14", "3.15"),
            row("numpy", false, "2.0", "2.0"),
            row("jax", true, null, "0.5")),
        answer.list("environment", "packages"));
  }

  @Test
  void alignsMetricsAtTheEpochsThatAllHave() {
    List<@Nullable Object> metrics = compare("1,2").list("metrics");
    Object accuracy = metrics.get(0);
    Object loss = metrics.get(1);
    assertEquals("accuracy", Plain.at(accuracy, "name"));
    assertEquals("more", Plain.at(accuracy, "better"));
    assertNull(Plain.at(accuracy, "values", 0));
    assertEquals(0.5, Plain.at(accuracy, "values", 1, "best"));
    assertEquals("less", Plain.at(loss, "better"));
    assertEquals(3.0, Plain.at(loss, "shared_epoch"));
    assertEquals(2.0, Plain.at(loss, "shared_epochs"));
    assertEquals("NaN", Plain.at(loss, "values", 0, "last"));
    assertEquals(4.0, Plain.at(loss, "values", 0, "best"));
    assertEquals(2.0, Plain.at(loss, "values", 0, "best_epoch"));
    assertEquals(1.0, Plain.at(loss, "values", 0, "not_finite"));
    assertEquals(5.0, Plain.at(loss, "values", 0, "at_shared"));
    assertEquals(13.0, Plain.at(loss, "values", 0, "area"));
    assertEquals(8.0, Plain.at(loss, "values", 1, "area"));
  }

  @Test
  void keepsTheOrderAndTakesMoreThanTwo() {
    Answer answer = compare("3,1,2");
    assertEquals(
        List.of("three", "one", "two"),
        answer.list("executions").stream().map(each -> Plain.at(each, "tag")).toList());
    assertEquals(row("LEARNING_RATE", true, 0.2, 0.1, 0.2), answer.list("hyperparameters").get(0));
    assertNull(Plain.at(answer.list("metrics").get(0), "values", 0));
  }

  /** Curves with holes, NaN and infinities, aligned here point by point. */
  @Test
  void agreesWithASecondComputationOnRandomCurves() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<TreeMap<Double, Double>> curves = new ArrayList<>();
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      TreeMap<Double, Double> curve = new TreeMap<>();
      List<String> rows = new ArrayList<>();
      for (int epoch = 1; epoch <= 30; epoch++) {
        double value =
            switch (random.nextInt(12)) {
              case 0 -> Double.NaN;
              case 1 -> Double.NEGATIVE_INFINITY;
              default -> random.nextInt(1000) / 8.0;
            };
        if (random.nextInt(8) > 0) {
          curve.put((double) epoch, value);
          String text = Double.isFinite(value) ? String.valueOf(value) : "\"" + value + "\"";
          rows.add("{\"epoch\":%d,\"score\":%s}".formatted(epoch, text));
        }
      }
      curves.add(curve);
      send(training("Random", "curve-" + i, "\"seed\":1"), epochs(String.join(",", rows)));
      Object id =
          client.get("/api/v1/executions", "tag", "curve-" + i).expect(200).at("items", 0, "id");
      ids.append(ids.isEmpty() ? "" : ",")
          .append(((Double) Objects.requireNonNull(id)).longValue());
    }
    TreeSet<Double> shared = new TreeSet<>(curves.get(0).keySet());
    curves.forEach(
        curve -> shared.removeIf(epoch -> !Double.isFinite(curve.getOrDefault(epoch, Double.NaN))));
    Object metric = compare(ids.toString()).list("metrics").get(0);
    String shown = "seed " + seed;
    assertEquals((double) shared.size(), Plain.at(metric, "shared_epochs"), shown);
    for (int i = 0; i < curves.size(); i++) {
      TreeMap<Double, Double> curve = curves.get(i);
      double area = 0;
      Double before = null;
      for (double epoch : shared) {
        if (before != null) {
          area += (epoch - before) * (value(curve, epoch) + value(curve, before)) / 2;
        }
        before = epoch;
      }
      assertEquals(area, Plain.at(metric, "values", i, "area"), shown);
      assertEquals(
          curve.values().stream().filter(Double::isFinite).max(Double::compare).orElseThrow(),
          Plain.at(metric, "values", i, "best"),
          shown);
      assertEquals((double) curve.size(), Plain.at(metric, "values", i, "epochs"), shown);
    }
  }

  @Test
  void saysWhatIsWrong() {
    for (String wrong : List.of("", "1", "1,1", "1,x")) {
      Answer answer = client.get("/api/v1/compare?executions=" + wrong).expect(400);
      assertEquals("invalid_parameter", answer.at("code"), wrong);
    }
    client.get("/api/v1/compare").expect(400);
    Answer unknown = client.get("/api/v1/compare?executions=1,999").expect(404);
    assertEquals("executions: there is no execution 999", unknown.at("detail"));
  }

  private static double value(Map<Double, Double> curve, double epoch) {
    return Objects.requireNonNull(curve.get(epoch));
  }

  private static Answer compare(String executions) {
    return client.get("/api/v1/compare?executions=" + executions).expect(200);
  }

  private static Map<String, @Nullable Object> row(
      String name, boolean differs, @Nullable Object... values) {
    Map<String, @Nullable Object> row = new TreeMap<>();
    row.put("name", name);
    row.put("values", Arrays.asList(values));
    row.put("differs", differs);
    return row;
  }

  private static @Nullable Object differs(List<@Nullable Object> rows, String name) {
    return rows.stream()
        .filter(row -> name.equals(Plain.at(row, "name")))
        .map(row -> Plain.at(row, "differs"))
        .findFirst()
        .orElseThrow();
  }

  private static void send(String... events) {
    List<String> lines = new ArrayList<>();
    for (String each : events) {
      lines.addAll(each.lines().toList());
    }
    Answer answer = client.events(lines.toArray(new String[0])).expect(200);
    assertEquals(List.of(), answer.list("rejected"));
  }

  private static String training(String dataflow, String tag, String hyperparameters) {
    return String.join(
        "\n",
        event(
            "dataflow_declared",
            "\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}".formatted(dataflow)),
        event(
            "execution_started",
            "\"dataflow\":\"%s\",\"execution\":\"%s\"".formatted(dataflow, tag)),
        event("task_begun", "\"transformation\":\"TrainingModel\",\"task\":\"1\""),
        event(
            "elements",
            "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"iTrainingModel\",\"rows\":[{%s}]"
                .formatted(hyperparameters)));
  }

  private static String environment(String packages, String commit, String dirty) {
    return event(
        "environment",
        "\"packages\":%s,\"git\":{\"commit\":\"%s\",\"dirty\":%s}"
            .formatted(packages, commit, dirty));
  }

  private static String file(String role, String name, String path, String hash) {
    return event(
        "file",
        "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"role\":\"%s\",\"name\":\"%s\",\"path\":\"%s\",\"size\":9,\"sha256\":\"%s\""
            .formatted(role, name, path, hash.repeat(64)));
  }

  private static String adaptation(int task, int epoch, double rate) {
    String named = "\"transformation\":\"Adaptation\",\"task\":\"%d\"".formatted(task);
    return event(
            "task_begun",
            named + ",\"dependencies\":[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]")
        + "\n"
        + event(
            "elements",
            named
                + ",\"set\":\"oAdaptation\",\"rows\":[{\"new_lrate\":%s,\"epoch_id\":%d,\"adaptation_id\":%d}]"
                    .formatted(rate, epoch, task));
  }

  private static String epochs(String rows) {
    return event(
        "elements",
        "\"transformation\":\"TrainingModel\",\"task\":\"1\",\"set\":\"oTrainingModel\",\"rows\":["
            + rows
            + "]");
  }

  private static String event(String type, String members) {
    return "{\"type\":\"%s\",%s,%s}".formatted(type, AT, members);
  }
}
