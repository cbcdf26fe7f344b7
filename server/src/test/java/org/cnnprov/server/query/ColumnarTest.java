package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnprov.server.app.Limit;
import org.cnnprov.server.app.Limits;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.spec.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers as Parquet, read back by another DuckDB; Arrow's are read back by pyarrow. */
class ColumnarTest {

  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String VALUES =
      "select 'NaN'::double a, '-inf'::double b, null::double c, 7::bigint d, true e, timestamp"
          + " '2026-11-23 12:00:00.000001' f, [1, null, 3] g, 'é' || repeat('x', 2000000) h";

  @TempDir Path directory;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    Limits limits = Limits.defaults().with(Limit.ANSWER_SIZE, "4MiB", "test");
    server = Server.start(new Settings("127.0.0.1", 0, directory.resolve("data")).with(limits));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keepsValuesAsTheyAre() throws Exception {
    Path file = write(ask(PARQUET, VALUES + ";", List.of(), 10));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertEquals(
          one(duckdb, "select md5((t)::varchar) from (" + VALUES + ") t"),
          one(duckdb, "select md5((t)::varchar) from '" + file + "' t"));
      assertEquals(
          "[DOUBLE, DOUBLE, DOUBLE, BIGINT, BOOLEAN, TIMESTAMP, 'INTEGER[]', VARCHAR]",
          one(duckdb, "select list(column_type)::varchar from (describe from '" + file + "')"));
    }
    assertEquals(List.of(), answersLeft());
  }

  @Test
  void takesParametersAndSaysWhereItWasCutOff() throws Exception {
    String sql = "with n as (select range + ? as a from range(?)) select a from n order by a desc";
    HttpResponse<byte[]> all = ask(PARQUET, sql, List.of(10, 5), 5);
    assertEquals("false", all.headers().firstValue("X-Truncated").orElse(""));
    assertEquals("[14, 13, 12, 11, 10]", list(all));
    HttpResponse<byte[]> two = ask(PARQUET, sql, List.of(10, 5), 2);
    assertEquals("true", two.headers().firstValue("X-Truncated").orElse(""));
    assertEquals("[14, 13]", list(two));
    for (String limit : List.of("5", "2")) {
      HttpResponse<byte[]> arrow = ask(ARROW, sql, List.of(10, 5), Integer.parseInt(limit));
      assertEquals(200, arrow.statusCode());
      assertEquals(
          limit.equals("2"), arrow.headers().firstValue("X-Truncated").orElse("").equals("true"));
    }
  }

  @Test
  void refusesInBothWhatItRefusesInJson() throws Exception {
    String large = "select hash(range), hash(range + 1), hash(range + 2) from range(1000000)";
    Map<String, String> codes =
        Map.of(
            "delete from public.task",
            "not_a_reading_statement",
            "select 1) to '/tmp/x' (format csv); --",
            "invalid_query",
            "select * from '/etc/passwd'",
            "invalid_query",
            "copy (select 1) to 'x.csv'",
            "not_a_reading_statement",
            "select pg_sleep(9)",
            "forbidden_function",
            "select * from nowhere",
            "invalid_query",
            "select ?",
            "invalid_query",
            large,
            "invalid_query");
    for (String type : List.of(PARQUET, ARROW)) {
      for (Map.Entry<String, String> each : codes.entrySet()) {
        HttpResponse<byte[]> answer = ask(type, each.getKey(), List.of(), 1_000_000);
        String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(400, answer.statusCode(), each.getKey());
        assertTrue(body.contains("\"" + each.getValue() + "\""), each.getKey() + ": " + body);
      }
    }
    assertEquals(List.of(), answersLeft());
  }

  @Test
  void readsNoFileOfTheServer() throws Exception {
    Path file = Files.writeString(directory.resolve("data/answers.csv"), "a\n1\n");
    for (String path :
        List.of(file.toString(), directory.resolve("data/answers/../answers.csv").toString())) {
      assertEquals(
          400, ask(PARQUET, "select * from '" + path + "'", List.of(), 1).statusCode(), path);
    }
  }

  private List<Path> answersLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("data/answers"))) {
      return files.toList();
    }
  }

  private HttpResponse<byte[]> ask(String type, String sql, List<Integer> parameters, int limit)
      throws Exception {
    List<Double> numbers = parameters.stream().map(Integer::doubleValue).toList();
    String body = JsonText.of(Map.of("sql", sql, "parameters", numbers, "limit", (double) limit));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/sql"))
            .headers("Content-Type", "application/json", "Accept", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private Path write(HttpResponse<byte[]> answer) throws IOException {
    assertEquals(200, answer.statusCode());
    assertEquals(PARQUET, answer.headers().firstValue("Content-Type").orElse(""));
    return Files.write(directory.resolve("read-back.parquet"), answer.body());
  }

  private String list(HttpResponse<byte[]> answer) throws IOException, SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return one(duckdb, "select list(a::bigint)::varchar from '" + write(answer) + "'");
    }
  }

  private static String one(Connection duckdb, String sql) throws SQLException {
    try (ResultSet row = duckdb.createStatement().executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return String.join("\n", values);
    }
  }
}
