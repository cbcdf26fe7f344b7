package org.cnnprov.server.query.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.JsonText;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL in any place of a query stays text. */
final class InjectionTest {

  private static final List<String> ATTEMPTS =
      List.of(
          "'; DROP TABLE public.task; --",
          "\"; DROP TABLE public.task; --",
          "x\" FROM public.task; DELETE FROM public.task; --",
          "' OR '1'='1",
          "1) OR (1=1",
          "a\" OR 1=1 --",
          "*/ UNION SELECT tag FROM public.dataflow /*",
          "a) FROM public.dataflow --",
          "c0\" DESC; DROP SCHEMA public CASCADE; --",
          "?",
          "$1",
          "\\'; SELECT 1; --");

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    declare("harmless", "data", "a");
    for (String attempt : ATTEMPTS) {
      declare("named " + attempt, attempt, attempt + " ");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Any place but names that exist, and aliases. */
  @Test
  void isInertWhereverItStands() {
    List<@Nullable Object> before = stored();
    for (String attempt : ATTEMPTS) {
      for (Map<String, Object> query : queriesWith(attempt)) {
        Answer answer = client.post("/api/v1/query", JsonText.of(query));
        assertTrue(List.of(200, 400).contains(answer.status()), query + answer.body());
        if (answer.status() == 200) {
          assertEquals(List.of(), answer.list("rows"), query.toString());
          String sql = String.valueOf(answer.at("sql"));
          assertFalse(attempt.length() > 2 && sql.contains(attempt), sql);
        } else {
          assertNotEquals("invalid_query", answer.at("code"), query + answer.body());
        }
      }
    }
    assertEquals(before, stored());
  }

  @Test
  void mayBeAnAlias() {
    for (String attempt : ATTEMPTS) {
      Map<String, Object> query = query();
      query.put("projection", List.of(Map.of("attribute", "a", "as", attempt)));
      query.put("order", List.of(Map.of("column", attempt)));
      Answer answer = client.post("/api/v1/query", JsonText.of(query)).expect(200);
      assertEquals(attempt, answer.at("columns", 0, "name"));
      assertEquals(List.of(List.of("value")), answer.list("rows"));
    }
  }

  /** A dataflow, a set, a transformation, an attribute, an execution and a value called so. */
  @Test
  void mayBeTheNameOfWhatExists() {
    for (String attempt : ATTEMPTS) {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("dataflow", "named " + attempt);
      query.put("source", attempt);
      query.put("execution", "run " + attempt);
      query.put(
          "projection",
          List.of(Map.of("set", attempt, "attribute", attempt + " "), Map.of("execution", "tag")));
      query.put(
          "selection",
          Map.of("attribute", attempt + " ", "operator", "in", "value", List.of("value", attempt)));
      Answer answer = client.post("/api/v1/query", JsonText.of(query)).expect(200);
      assertEquals(List.of(List.of("value", "run " + attempt)), answer.list("rows"));
    }
  }

  private static List<Map<String, Object>> queriesWith(String attempt) {
    List<Map<String, Object>> queries = new ArrayList<>();
    Map<String, Object> field = Map.of("attribute", attempt);
    add(queries, "dataflow", attempt);
    add(queries, "source", attempt);
    add(queries, "target", attempt);
    add(queries, "include", attempt);
    add(queries, "exclude", attempt);
    add(queries, "mapping", attempt);
    add(queries, "execution", attempt);
    add(queries, "limit", attempt);
    add(queries, attempt, attempt);
    add(queries, "projection", List.of(field));
    add(queries, "projection", List.of(Map.of("set", attempt, "attribute", "a")));
    add(queries, "projection", List.of(Map.of("execution", attempt)));
    add(queries, "projection", List.of(Map.of("attribute", "a", "aggregate", attempt)));
    add(queries, "group", List.of(field));
    add(queries, "order", List.of(field));
    add(queries, "order", List.of(Map.of("attribute", "a", "direction", attempt)));
    add(queries, "order", List.of(Map.of("column", attempt)));
    add(queries, "selection", Map.of("attribute", attempt, "operator", "=", "value", "x"));
    add(queries, "selection", Map.of("attribute", "a", "operator", attempt, "value", "x"));
    for (String operator : List.of("=", "<", "like")) {
      String value = operator.equals("<") ? "A" + attempt : attempt;
      add(queries, "selection", Map.of("attribute", "a", "operator", operator, "value", value));
    }
    add(
        queries,
        "selection",
        Map.of("attribute", "a", "operator", "in", "value", List.of(attempt, attempt)));
    add(
        queries,
        "selection",
        Map.of("attribute", "a", "operator", "between", "value", List.of("A", "A" + attempt)));
    add(queries, "selection", Map.of("attribute", "a", "operator", "=", "value", field));
    add(queries, "having", Map.of("aggregate", "count", "operator", attempt, "value", 1.0));
    return queries;
  }

  private static void add(List<Map<String, Object>> queries, String member, Object value) {
    Map<String, Object> query = query();
    query.put(member, value);
    queries.add(query);
  }

  private static Map<String, Object> query() {
    return new LinkedHashMap<>(Map.of("dataflow", "harmless", "source", "data"));
  }

  private static void declare(String dataflow, String set, String attribute) {
    Map<String, Object> data =
        Map.of(
            "tag",
            set,
            "type",
            "OUTPUT",
            "attributes",
            List.of(Map.of("name", attribute, "type", "TEXT")));
    Map<String, Object> transformation = Map.of("tag", set + " t", "sets", List.of(data));
    client
        .post(
            "/pde/dataflow/json",
            JsonText.of(Map.of("tag", dataflow, "transformations", List.of(transformation))))
        .expect(200);
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", "1");
    task.put("dataflow", dataflow);
    task.put("transformation", set + " t");
    task.put("exec", "run " + set);
    task.put("status", "RUNNING");
    task.put("sets", List.of(Map.of("tag", set, "elements", List.of(List.of("value")))));
    client.post("/pde/task/json", JsonText.of(task)).expect(200);
  }

  private static List<@Nullable Object> stored() {
    return client.rows(
        "select (select count(*) from public.task), (select count(*) from public.dataflow),"
            + " (select count(*) from public.dataflow_execution), count(*)"
            + " from information_schema.tables");
  }
}
