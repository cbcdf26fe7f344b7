package org.cnnprov.server.compat.dfanalyzer.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryInterfaceTest {

  private static final List<String> HOSTILE =
      List.of(
          "'; DROP TABLE public.task; --",
          "\"; DROP SCHEMA \"hostile-df\" CASCADE; --",
          "x' OR '1'='1",
          "x\" FROM public.producer; --",
          "1) UNION SELECT tag FROM public.dataflow --",
          "'||(SELECT tag FROM public.dataflow)||'",
          "?",
          "$1",
          "%_\\",
          "/* */ ; \u0007 {}");

  @Test
  void answersAsTheFilesState(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      for (Path file : SpecFiles.below("golden/query-interface", ".json")) {
        Object golden = SpecFiles.json(file);
        for (Object request : Plain.list(Plain.at(golden, "requests"))) {
          send(server.client(), Plain.object(request)).expect(200);
        }
        for (Object query : Plain.list(Plain.at(golden, "queries"))) {
          check(Plain.object(query), send(server.client(), Plain.object(query)));
        }
      }
    }
  }

  /** What a request holds is a name or a value in every place, and never SQL. */
  @Test
  void hostileTextsAreInertInEveryPlace(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      Client client = server.client();
      post(
              client,
              "/pde/dataflow",
              "dataflow(hostile-df) dataset(o, {s}, {TEXT}) transformation(t, , {o}, )")
          .expect(200);
      post(client, "/pde/task", "task(hostile-df, t, 1, RUNNING)").expect(200);
      for (String hostile : HOSTILE) {
        String element = hostile.replace("\"", "\"\"");
        post(
                client,
                "/pde/task",
                "task(hostile-df, t, 1, RUNNING) collection(o, {{\"" + element + "\"}})")
            .expect(200);
      }
      for (String hostile : HOSTILE) {
        findsItselfAlone(hostile, client);
        isNothingElsewhere(hostile, client);
      }
      assertEquals(
          List.of(List.of((double) HOSTILE.size())),
          client.rows("select count(*) from \"hostile-df\".o"));
      assertEquals(List.of(List.of(1.0)), client.rows("select count(*) from public.task"));
    }
  }

  private static void findsItselfAlone(String hostile, Client client) {
    String text = "'" + hostile.replace("'", "''") + "'";
    String alias = '"' + hostile.replace("\"", "\"\"") + '"';
    String expected = alias + "\n" + alias + "\n";
    for (String condition : List.of("s = %s", "s in (%s)", "s between %1$s and %1$s", "%s = o.s")) {
      Answer answer =
          query(
              client,
              "source(o) projection(s as %s) selection(%s)"
                  .formatted(alias, condition.formatted(text)));
      assertEquals(expected, answer.expect(200).body(), condition);
    }
  }

  private static void isNothingElsewhere(String hostile, Client client) {
    String name = '"' + hostile.replace("\"", "\"\"") + '"';
    for (String text :
        List.of(
            "source(%s)",
            "source(o) target(%s)",
            "source(o) include(%s)",
            "source(o) exclude(%s)",
            "source(o) projection(%s)",
            "source(o) projection(%s.s)",
            "source(o) projection(o.%s)",
            "source(o) selection(%s = 'x')",
            "source(o) selection(%s.s = 'x')")) {
      Answer answer = query(client, text.formatted(name)).expect(400);
      assertEquals("application/problem+json", answer.header("Content-Type"), answer.body());
    }
    String encoded = URLEncoder.encode(hostile, UTF_8);
    post(client, "/query_interface/hostile-df/0?execution=" + encoded, "source(o)").expect(400);
    query(client, hostile).expect(400);
    Answer unquoted = query(client, "source(o) selection(s = " + hostile + ")");
    assertTrue(unquoted.status() == 400 || unquoted.body().equals("\"s\"\n"), unquoted.body());
  }

  private static Answer query(Client client, String text) {
    return post(client, "/query_interface/hostile-df/0", text);
  }

  private static Answer post(Client client, String path, String text) {
    return client.send("POST", path, Map.of(), text.getBytes(UTF_8));
  }

  private static void check(Map<String, @Nullable Object> query, Answer answer) {
    answer.expect((int) Plain.number(query.getOrDefault("status", 200.0)));
    if (query.containsKey("code")) {
      assertEquals(query.get("code"), answer.at("code"), answer.body());
    }
    for (String place : List.of("line", "column")) {
      if (query.containsKey(place)) {
        assertEquals(query.get(place), answer.at("errors", 0, place), answer.body());
      }
    }
    if (query.containsKey("csv")) {
      List<String> expected = Plain.list(query.get("csv")).stream().map(String::valueOf).toList();
      List<String> lines = answer.body().lines().toList();
      assertEquals(expected.get(0), lines.get(0));
      assertEquals(
          expected.stream().skip(1).sorted().toList(),
          lines.stream().skip(1).sorted().toList(),
          () -> query.toString());
      assertEquals("text/csv; charset=utf-8", answer.header("Content-Type"));
    }
  }

  private static Answer send(Client client, Map<String, @Nullable Object> request) {
    String path = String.valueOf(request.get("path"));
    if (request.containsKey("body")) {
      return client.post(path, Plain.text(request.get("body")));
    }
    if (request.containsKey("raw")) {
      return post(client, path, String.valueOf(request.get("raw")));
    }
    List<String> lines = Plain.list(request.get("text")).stream().map(String::valueOf).toList();
    return post(client, path, String.join("\n", lines));
  }
}
