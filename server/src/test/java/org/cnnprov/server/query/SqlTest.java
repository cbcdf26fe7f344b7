package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithColumnsAndRows() {
    Answer answer =
        client.sql("select 1::bigint as a, 'NaN'::double as b, null as c, [1.5] as d").expect(200);
    assertEquals("a", answer.at("columns", 0, "name"));
    assertEquals("DOUBLE", answer.at("columns", 1, "type"));
    assertEquals("[1.0, NaN, null, [1.5]]", String.valueOf(answer.at("rows", 0)));
    assertEquals(false, answer.at("truncated"));
  }

  @Test
  void writesTimesInUtcWithMicroseconds() {
    assertEquals(
        List.of(List.of("2026-11-23T12:00:00.000001Z")),
        client.rows("select timestamp '2026-11-23 12:00:00.000001'"));
  }

  @Test
  void takesParameters() {
    Answer answer =
        client.post(
            "/api/v1/sql",
            """
            {"sql": "select ?, ?, ?, ?", "parameters": ["it's", 7, 0.5, null]}""");
    assertEquals("[it's, 7.0, 0.5, null]", String.valueOf(answer.expect(200).at("rows", 0)));
  }

  @Test
  void cutsOffAtTheLimitAndSaysSo() {
    Answer answer =
        client.post("/api/v1/sql", "{\"sql\": \"select * from range(10)\", \"limit\": 3}");
    assertEquals(3, answer.list("rows").size());
    assertEquals(true, answer.at("truncated"));
    Answer csv = csv("select * from range(20000)", "text/csv");
    assertEquals("true", csv.header("X-Truncated"));
    assertEquals(10_001, csv.body().lines().count());
  }

  @Test
  void writesCsv() {
    Answer csv =
        csv("select 1 as a, 'x,\"y\"' as b, null as c, '' as d, 'NaN'::double as e", "text/csv");
    assertEquals("text/csv;charset=utf-8", csv.header("Content-Type").replace(" ", ""));
    assertEquals("a,b,c,d,e\r\n1,\"x,\"\"y\"\"\",,\"\",NaN\r\n", csv.body());
    assertEquals("false", csv.header("X-Truncated"));
  }

  @Test
  void choosesTheTypeThatTheClientPrefers() {
    assertTrue(csv("select 1", "text/csv;q=0.5, application/json").body().startsWith("{"));
    assertTrue(csv("select 1 as a", "text/*, application/json;q=0.1").body().startsWith("a"));
    assertTrue(csv("select 1", "*/*").body().startsWith("{"));
  }

  @Test
  void sendsAnswersThatDoNotFitIntoMemory() {
    Answer answer =
        client.post(
            "/api/v1/sql",
            "{\"sql\": \"select range, repeat('x', 100) from range(50000)\", \"limit\": 1000000}");
    assertEquals(50_000, answer.expect(200).list("rows").size());
    assertEquals(49_999.0, answer.at("rows", 49_999, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select cast(case when range = 0 then 'abc' else '1' end as int) from range(10)",
        "select cast(case when range = 5000 then 'abc' else '1' end as int) from range(6000)",
        "select repeat('x', 1000), cast(case when range = 5000 then 'abc' else '1' end as int)"
            + " from range(6000)"
      })
  void saysWhyAStatementFailsWhileItRuns(String sql) {
    Answer answer = client.sql(sql);
    assertEquals(400, answer.status());
    assertEquals("invalid_query", answer.at("code"));
    String detail = String.valueOf(answer.at("detail"));
    assertTrue(detail.contains("Could not convert string 'abc' to INT32"), detail);
  }

  private static Answer csv(String sql, String accept) {
    return client
        .send(
            "POST",
            "/api/v1/sql",
            Map.of("Content-Type", "application/json", "Accept", accept),
            "{\"sql\": \"%s\"}"
                .formatted(sql.replace("\"", "\\\""))
                .getBytes(StandardCharsets.UTF_8))
        .expect(200);
  }
}
