package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DfAnalyzer's own page asks for. */
class DataflowGraphTest {

  private static final String SOLVER =
      """
      dataflow(Solver)
      dataset(iCreate, {n, Name}, {NUMERIC, TEXT})
      dataset(oCreate, {mesh}, {FILE})
      dataset(iSolve, , )
      dataset(oSolve, {u}, {NUMERIC})
      transformation(create, {iCreate}, {oCreate}, )
      transformation(solve, {oCreate, iSolve}, {oSolve}, )
      """;

  @Test
  void nodesAreDataSetsAndEdgesTransformations(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      text(client, "/pde/dataflow", SOLVER);
      Answer answer = client.get("/api/dataflows/1").expect(200);
      assertEquals(
          Map.of(
              "icreate", "(n,name) #7BE141 box",
              "ocreate", "(mesh) #97C2FC box",
              "isolve", "() #7BE141 box",
              "osolve", "(u) #FFA807 box"),
          nodes(answer));
      assertEquals(
          List.of("icreate create ocreate to", "isolve solve osolve to", "ocreate solve osolve to"),
          edges(answer));
      assertEquals(
          Map.of(
              "name",
              "icreate",
              "atts",
              List.of(
                  Map.of("name", "n", "type", "NUMERIC"), Map.of("name", "name", "type", "TEXT"))),
          answer.at("allAttrsMap", id(answer, "icreate")));
    }
  }

  @Test
  void aDataflowWithoutSetsIsAnEmptyGraphAndAnUnknownOneIsNotFound(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      text(client, "/pde/dataflow", "dataflow(empty)");
      Answer answer = client.get("/api/dataflows/1").expect(200);
      assertEquals(List.of(), answer.list("graph", "nodes"));
      assertEquals(List.of(), answer.list("graph", "edges"));
      assertEquals(Map.of(), answer.at("allAttrsMap"));
      assertEquals("not_found", client.get("/api/dataflows/2").expect(404).at("code"));
      assertEquals("not_found", client.get("/api/dataflows/x").expect(404).at("code"));
    }
  }

  @Test
  void countersCountWhatWasStoredAndRefused(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      text(client, "/pde/dataflow", SOLVER);
      String task = "task(solver, create, 1, RUNNING)\ncollection(icreate, {{1; a}})";
      text(client, "/pde/task", task);
      client
          .send("POST", "/pde/task", Map.of(), "task(".getBytes(StandardCharsets.UTF_8))
          .expect(400);
      Answer answer = client.get("/performance/true").expect(200);
      Matcher lines =
          Pattern.compile("requests;events;refused;commits;commit_seconds\n3;3;1;3;(\\S+)\n")
              .matcher(answer.body());
      assertTrue(lines.matches(), answer.body());
      assertTrue(Double.parseDouble(lines.group(1)) > 0, answer.body());
      assertTrue(client.get("/performance/false").body().startsWith("3;3;1;3;"));
    }
  }

  @Test
  void theOldPageLeadsToWhatThereIs(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Answer answer = server.client().get("/dfview").expect(302);
      server.client().get(answer.header("Location")).expect(200);
    }
  }

  private static void text(Client client, String path, String text) {
    client.send("POST", path, Map.of(), text.getBytes(StandardCharsets.UTF_8)).expect(200);
  }

  private static Map<String, String> nodes(Answer answer) {
    Map<String, String> nodes = new HashMap<>();
    for (Object node : answer.list("graph", "nodes")) {
      nodes.put(
          String.valueOf(Plain.at(node, "label")),
          "%s %s %s"
              .formatted(
                  Plain.at(node, "title"), Plain.at(node, "color"), Plain.at(node, "shape")));
    }
    return nodes;
  }

  private static List<String> edges(Answer answer) {
    Map<Long, String> labels = labels(answer);
    return answer.list("graph", "edges").stream()
        .map(
            edge ->
                "%s %s %s %s"
                    .formatted(
                        labels.get(Plain.number(Plain.at(edge, "from"))),
                        Plain.at(edge, "label"),
                        labels.get(Plain.number(Plain.at(edge, "to"))),
                        Plain.at(edge, "arrows")))
        .sorted()
        .toList();
  }

  private static Map<Long, String> labels(Answer answer) {
    Map<Long, String> labels = new HashMap<>();
    for (Object node : answer.list("graph", "nodes")) {
      labels.put(Plain.number(Plain.at(node, "id")), String.valueOf(Plain.at(node, "label")));
    }
    return labels;
  }

  private static String id(Answer answer, String label) {
    return labels(answer).entrySet().stream()
        .filter(each -> each.getValue().equals(label))
        .map(each -> Long.toString(each.getKey()))
        .findFirst()
        .orElseThrow();
  }
}
