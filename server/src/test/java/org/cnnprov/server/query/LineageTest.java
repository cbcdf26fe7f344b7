package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainings of the questions, and random ones whose lineage is walked a second time here. */
class LineageTest {

  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static RunningServer server;
  private static Client client;
  private static LineageWalk walk;

  @BeforeAll
  static void start() throws IOException {
    server = RunningServer.in(directory);
    client = server.client();
    for (Path batch : SpecFiles.below("questions", ".ndjson")) {
      client.batch(Files.readAllBytes(batch), Map.of()).expect(200);
    }
    Random random = new Random(SEED);
    for (int execution = 0; execution < 6; execution++) {
      Answer answer = client.events(RandomTraining.events(random, execution)).expect(200);
      assertEquals(List.of(), answer.list("rejected"), "seed " + SEED);
    }
    walk = LineageWalk.over(client);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void reachesWhatAWalkOverTheRowsReaches() {
    Random random = new Random(SEED);
    int reached = 0;
    for (int round = 0; round < 60; round++) {
      Map<String, Long> all = walk.startingPoints();
      List<String> names = new ArrayList<>(all.keySet());
      String node = names.get(random.nextInt(names.size()));
      String direction = List.of("up", "down", "both").get(random.nextInt(3));
      int depth = 1 + random.nextInt(8);
      Answer answer =
          client
              .get(
                  "/api/v1/executions/" + all.get(node) + "/lineage",
                  "node",
                  node,
                  "direction",
                  direction,
                  "depth",
                  String.valueOf(depth))
              .expect(200);
      String shown = "%s %s %d, seed %d".formatted(node, direction, depth, SEED);
      Map<String, Integer> expected = walk.from(node, direction, depth);
      assertEquals(expected, steps(answer), shown);
      assertEquals(walk.edgesWithin(expected.keySet()), edges(answer), shown);
      assertEquals(false, answer.at("truncated"), shown);
      for (Object each : answer.list("nodes")) {
        String name = String.valueOf(Plain.at(each, "node"));
        assertEquals((double) walk.sources(name), Plain.at(each, "sources"), shown);
        assertEquals((double) walk.results(name), Plain.at(each, "results"), shown);
      }
      reached += expected.size();
    }
    assertTrue(reached > 300, "too little to tell, " + reached + ", seed " + SEED);
  }

  @Test
  void tellsWhereAModelComesFromAcrossDataflows() {
    List<String> found = labels(client.get(lineage("densed.keras"), "file", "densed.keras"));
    assertEquals(
        List.of(
            "0 file densed.keras densed-df",
            "-1 task TrainingModel 1 densed-df",
            "-2 content fields.npz fields-df",
            "-3 file fields.npz fields-df",
            "-4 task Normalise 1 fields-df",
            "-5 task ReadSurvey 1 fields-df",
            "-6 content survey.csv fields-df"),
        found);
  }

  @Test
  void tellsWhatWasTrainedFromAFileByNamePathAndHash() {
    String path = lineage("fields.npz");
    List<String> byName = labels(client.get(path, "file", "fields.npz", "direction", "down"));
    assertEquals(
        List.of(
            "0 file fields.npz fields-df",
            "1 content fields.npz fields-df",
            "2 task TrainingModel 1 densed-df",
            "3 file densed.keras densed-df"),
        byName);
    for (String name : List.of("/scratch/alice/fields.npz", "B".repeat(64))) {
      assertEquals(byName, labels(client.get(path, "file", name, "direction", "down")), name);
    }
  }

  @Test
  void walksFromARowToTheTaskThatWroteIt() {
    List<@Nullable Object> row =
        client.rows(
            "select s.id, o.id, t.execution_id from \"alexnet-df\".oadaptation o"
                + " join public.data_set s on s.tag = 'oadaptation'"
                + " join public.dataflow d on d.id = s.df_id and d.tag = 'alexnet-df'"
                + " join public.task t on t.id = o.adaptation_task_id where adaptation_id = 2");
    List<Long> numbers = Plain.list(row.get(0)).stream().map(LineageTest::number).toList();
    String path = "/api/v1/executions/" + numbers.get(2) + "/lineage";
    String node = "element." + numbers.get(0) + "." + numbers.get(1);
    List<String> found = labels(client.get(path, "node", node));
    assertEquals(
        List.of(
            "0 element oAdaptation " + numbers.get(1) + " alexnet-df",
            "-1 task Adaptation 2 alexnet-df",
            "-2 task TrainingModel 1 alexnet-df",
            "-3 content flowers17.npz alexnet-df"),
        found);
    assertEquals(node, client.get(path, "node", node).at("nodes", 0, "node"));
  }

  @Test
  void namesTheDataThatPassedBetweenTasks() {
    Answer answer = client.get(lineage("densed.keras") + "?direction=both").expect(200);
    List<@Nullable Object> passed =
        answer.list("edges").stream()
            .filter(edge -> "wasInformedBy".equals(Plain.at(edge, "relation")))
            .map(edge -> Plain.at(edge, "data_sets"))
            .filter(sets -> !List.of().equals(sets))
            .toList();
    for (Object sets : passed) {
      assertEquals(List.of("oTrainingModel"), sets);
    }
  }

  @Test
  void keepsTheNearestAndSaysThatThereAreMore() {
    String path = lineage("densed.keras");
    Answer whole = client.get(path, "file", "densed.keras").expect(200);
    Answer three = client.get(path, "file", "densed.keras", "limit", "3").expect(200);
    assertEquals(whole.list("nodes").subList(0, 3), three.list("nodes"));
    assertEquals(true, three.at("truncated"));
    assertEquals(2, three.list("edges").size());
    Answer one = client.get(path, "file", "densed.keras", "depth", "1").expect(200);
    assertEquals(whole.list("nodes").subList(0, 2), one.list("nodes"));
    assertEquals(false, one.at("truncated"));
    assertEquals(whole.body(), client.get(path, "file", "densed.keras").body());
  }

  @Test
  void saysWhatIsWrong() {
    String path = lineage("densed.keras");
    assertEquals("not_found", client.get(path, "file", "nowhere").expect(404).at("code"));
    assertEquals("not_found", client.get(path, "node", "task.999999").expect(404).at("code"));
    assertEquals("not_found", client.get(path, "node", "element.1.999999").expect(404).at("code"));
    for (String[] wrong :
        new String[][] {
          {"node", "task.x"},
          {"node", "file.1; drop table file"},
          {"direction", "sideways"},
          {"depth", "0"},
          {"limit", "10001"},
          {"file", "a", "node", "task.1"}
        }) {
      assertEquals("invalid_parameter", client.get(path, wrong).expect(400).at("code"));
    }
    client.get("/api/v1/executions/999999/lineage").expect(404);
    client.get("/api/v1/executions/999999/lineage?file=x").expect(404);
  }

  @Test
  void isEmptyForAnExecutionWithoutTasks() {
    client
        .events(
            "{\"type\":\"dataflow_declared\",\"at\":\"2026-11-23T12:00:00Z\",\"dataflow\":{\"tag\":\"idle\",\"predefined\":true}}",
            "{\"type\":\"execution_started\",\"at\":\"2026-11-23T12:00:01Z\",\"dataflow\":\"idle\",\"execution\":\"idle-1\"}")
        .expect(200);
    Object id = client.get("/api/v1/executions", "tag", "idle-1").expect(200).at("items", 0, "id");
    Answer answer = client.get("/api/v1/executions/" + number(id) + "/lineage").expect(200);
    assertEquals(List.of(), answer.list("nodes"));
    assertEquals(List.of(), answer.list("edges"));
  }

  /** The path of the lineage of the first execution with such a file. */
  private static String lineage(String file) {
    List<@Nullable Object> rows =
        client.rows(
            "select min(t.execution_id) from public.file f join public.task t on t.id = f.task_id"
                + " where f.name = '"
                + file
                + "'");
    long id = number(Plain.list(rows.get(0)).get(0));
    return "/api/v1/executions/" + id + "/lineage";
  }

  private static List<String> labels(Answer answer) {
    return answer.expect(200).list("nodes").stream()
        .map(
            node ->
                "%d %s %s %s"
                    .formatted(
                        number(Plain.at(node, "step")),
                        Plain.at(node, "kind"),
                        Plain.at(node, "label"),
                        Plain.at(node, "dataflow", "tag")))
        .toList();
  }

  private static Map<String, Integer> steps(Answer answer) {
    Map<String, Integer> steps = new TreeMap<>();
    for (Object node : answer.list("nodes")) {
      steps.put(String.valueOf(Plain.at(node, "node")), (int) number(Plain.at(node, "step")));
    }
    return steps;
  }

  private static Set<String> edges(Answer answer) {
    Set<String> edges = new TreeSet<>();
    Set<Object> all = new HashSet<>();
    for (Object edge : answer.list("edges")) {
      assertTrue(all.add(edge), () -> "twice: " + edge);
      edges.add(
          Plain.at(edge, "from") + " " + Plain.at(edge, "relation") + " " + Plain.at(edge, "to"));
    }
    return edges;
  }

  private static long number(@Nullable Object value) {
    return ((Double) Objects.requireNonNull(value)).longValue();
  }

  @Test
  void goesOnThroughImportedProvenanceByContentsAndNames() {
    String hash = "0123456789abcdef".repeat(4);
    client.events(
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"meets","predefined":true}}""",
        """
        {"type":"execution_started","at":"2026-11-23T12:00:00Z","dataflow":"meets","execution":"meets-1"}""",
        """
        {"type":"task_begun","at":"2026-11-23T12:00:00Z","transformation":"TrainingModel","task":"1"}""",
        """
        {"type":"file","at":"2026-11-23T12:00:00Z","transformation":"TrainingModel","task":"1","role":"input",\
        "name":"flowers.npz","path":"/data","size":9,"sha256":"%s"}"""
            .formatted(hash));
    imported(
        "entity(ex:flowers, [ex:digest=\"sha256:%s\"]) activity(ex:resize)".formatted(hash)
            + " wasGeneratedBy(ex:flowers, ex:resize, -)");
    imported(
        "activity(ex:resize) entity(ex:photos, [prov:label=\"photos\"]) used(ex:resize, ex:photos, -)");
    long execution =
        Plain.number(
            Plain.at(
                client.rows("select id from public.dataflow_execution where tag = 'meets-1'"),
                0,
                0));
    Answer up = client.get("/api/v1/executions/" + execution + "/lineage").expect(200);
    assertEquals(
        List.of("TrainingModel 1", "flowers.npz", "flowers", "resize", "photos"),
        up.list("nodes").stream().map(node -> Plain.at(node, "label")).toList());
    assertEquals("https://example.org/photos", up.at("nodes", 4, "iri"));
    assertEquals(null, up.at("nodes", 4, "execution"));
    String photos = String.valueOf(up.at("nodes", 4, "node"));
    Answer down =
        client
            .get("/api/v1/executions/" + execution + "/lineage?direction=down&node=" + photos)
            .expect(200);
    assertEquals(
        List.of("photos", "resize", "flowers", "flowers.npz", "TrainingModel 1"),
        down.list("nodes").stream().map(node -> Plain.at(node, "label")).toList());
  }

  /** Names are as the documents of `GET /provenance` have them; odd ones come percent-encoded. */
  @Test
  void takesOurNamesInImportedProvenanceForOurTasksAndFiles() {
    client.events(
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"called","predefined":true}}""",
        """
        {"type":"execution_started","at":"2026-11-23T12:00:00Z","dataflow":"called","execution":"möwe/1.a"}""",
        """
        {"type":"task_begun","at":"2026-11-23T12:00:00Z","transformation":"TrainingModel","task":"a.b"}""",
        """
        {"type":"file","at":"2026-11-23T12:00:01Z","transformation":"TrainingModel","task":"a.b","role":"output",\
        "name":"first.keras","path":"/runs","size":9}""",
        """
        {"type":"file","at":"2026-11-23T12:00:02Z","transformation":"TrainingModel","task":"a.b","role":"output",\
        "name":"second.keras","path":"/runs","size":9}""");
    long execution =
        Plain.number(
            Plain.at(
                client.rows("select id from public.dataflow_execution where tag = 'möwe/1.a'"),
                0,
                0));
    String path = "/api/v1/executions/" + execution;
    String own = client.get(path + "/provenance?format=json").expect(200).body();
    String run = "https://w3id.org/cnnprov/run/called/m%C3%B6we%2F1%2Ea/";
    String second = "file.trainingmodel.a%2Eb.2";
    assertTrue(own.contains(run) && own.contains(second), own);
    imported(
        "prefix run <"
            + run
            + "> activity(ex:deploy) used(ex:deploy, run:"
            + second.replace(".", "\\.")
            + ", -) entity(ex:plot) wasGeneratedBy(ex:plot, ex:draw, -) activity(ex:draw)"
            + " wasInformedBy(ex:draw, run:execution)");
    path += "/lineage";
    Answer down = client.get(path + "?direction=down&file=second.keras").expect(200);
    assertEquals(
        List.of("second.keras", "deploy"),
        down.list("nodes").stream().map(node -> Plain.at(node, "label")).toList());
    Answer all = client.get(path + "?direction=down&node=" + task(execution)).expect(200);
    assertEquals(
        Set.of("TrainingModel a.b", "first.keras", "second.keras", "deploy", "draw", "plot"),
        all.list("nodes").stream()
            .map(node -> Plain.at(node, "label"))
            .collect(Collectors.toSet()));
  }

  private static String task(long execution) {
    Object id =
        Plain.at(client.rows("select id from public.task where execution_id = " + execution), 0, 0);
    return "task." + Plain.number(id);
  }

  private static void imported(String statements) {
    String document = "document prefix ex <https://example.org/> " + statements + " endDocument";
    client
        .send(
            "POST",
            "/api/v1/provenance",
            Map.of("Content-Type", "text/provenance-notation"),
            document.getBytes(StandardCharsets.UTF_8))
        .expect(201);
  }
}
