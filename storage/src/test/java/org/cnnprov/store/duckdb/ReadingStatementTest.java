package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.QueryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingStatementTest {

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select epoch, max(loss) over (order by epoch) from \"a-b\".t where x like 'y%' and z in"
            + " (1, 2);",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT * FROM"
            + " r",
        "SELECT * FROM a JOIN b USING (id) UNION ALL SELECT * FROM c ORDER BY 1 LIMIT 3",
        "FROM t SELECT arg_min(a, b) FILTER (isfinite(b)) GROUP BY ALL",
        "SELECT list_transform([1, 2], lambda x: x + 1), CASE WHEN a THEN 1 END, cast(a AS DOUBLE)",
        "SELECT * FROM range(10)",
        "SELECT extract(year FROM now()), 'a' || 'b', x IS DISTINCT FROM y, NOT a FROM t",
        "SELECT column_name FROM information_schema.columns",
        "DESCRIBE public.task",
      })
  void passesStatementsThatOnlyRead(String sql) {
    assertDoesNotThrow(() -> ReadingStatement.check(connection, sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM t",
        "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone",
        "WITH changed AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM changed",
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE t(a INTEGER)",
        "ATTACH 'x.db'",
        "COPY t TO 'x.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '1TB'",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "CHECKPOINT",
        "BEGIN",
        "EXPORT DATABASE 'x'",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE t",
      })
  void refusesWhatDoesNotOnlyRead(String sql) {
    assertCode(ErrorCode.NOT_A_READING_STATEMENT, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_sleep(600)",
        "SELECT sleep_ms(600000)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM duckdb_settings()",
        "SELECT current_setting('memory_limit')",
        "SELECT getenv('HOME')",
        "SELECT * FROM query('DELETE FROM t')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT nextval('s')",
        "WITH x AS (SELECT pg_sleep(1)) SELECT * FROM x",
        "SELECT a FROM t WHERE a = (SELECT main.pg_sleep(1))",
        "SELECT * FROM t ORDER BY PG_SLEEP(1)",
        "SELECT 1 FROM t, LATERAL (SELECT sleep_ms(t.a))",
      })
  void refusesFunctionsThatAreNotListed(String sql) {
    assertCode(ErrorCode.FORBIDDEN_FUNCTION, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT path FROM duckdb_databases",
        "SELECT * FROM main.DUCKDB_LOGS",
        "DESCRIBE pragma_database_list",
        "SELECT setting FROM pg_catalog.pg_settings",
        "SELECT * FROM system.pg_catalog.pg_prepared_statements",
        "SELECT 1 WHERE EXISTS (FROM \"pg_settings\")",
      })
  void refusesViewsThatShowTheServer(String sql) {
    assertCode(ErrorCode.FORBIDDEN_FUNCTION, sql);
  }

  @Test
  void letsADataflowHaveASetOfTheNameOfAHiddenView() {
    assertDoesNotThrow(
        () -> ReadingStatement.check(connection, "SELECT * FROM \"my-df\".pg_settings"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELEC 1", "SELECT FROM WHERE", "SELECT 'open", "hello", "", "   ", "-- nothing"})
  void tellsWhatDoesNotParse(String sql) {
    assertCode(ErrorCode.INVALID_QUERY, sql);
  }

  /** Each of these ends the whole process where the engine plans or parses it on a usual stack. */
  static Stream<Arguments> tooLarge() {
    return Stream.of(
        Arguments.of("text", "SELECT '" + "x".repeat(StatementSize.TEXT) + "'"),
        Arguments.of(
            "nested selects", "FROM " + "(FROM ".repeat(14_000) + "t" + ")".repeat(14_000)),
        Arguments.of("joins", "FROM t" + ", t".repeat(30_000)),
        Arguments.of("just too many joins", joined(StatementSize.JOINS + 1)),
        Arguments.of(
            "sub-queries",
            "SELECT a FROM t WHERE true"
                + " AND a IN (SELECT a FROM t)".repeat(StatementSize.JOINS + 1)),
        Arguments.of("definitions", definitions(StatementSize.JOINS + 1)),
        Arguments.of(
            "comparisons",
            "SELECT a FROM t WHERE true" + " AND a <> 1".repeat(StatementSize.COMPARISONS + 1)),
        Arguments.of("nested lambdas", "SELECT " + lambdas(StatementSize.LAMBDAS + 1)),
        Arguments.of("nested calls", "SELECT " + "abs(".repeat(400) + "1" + ")".repeat(400)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooLarge")
  void refusesWhatCouldOverflowTheEngine(String shape, String sql) {
    assertCode(ErrorCode.TOO_LARGE, sql);
  }

  /** What is just within the bounds is planned on the stack of a thread as the server has them. */
  static Stream<Arguments> large() {
    return Stream.of(
        Arguments.of("joins", joined(StatementSize.JOINS)),
        Arguments.of(
            "sub-queries",
            "SELECT a FROM t WHERE true"
                + " AND a IN (SELECT a FROM t)".repeat(StatementSize.JOINS)),
        Arguments.of("definitions", definitions(StatementSize.JOINS)),
        Arguments.of(
            "comparisons",
            "SELECT a FROM t WHERE true" + " AND a <> 1".repeat(StatementSize.COMPARISONS)),
        Arguments.of("nested selects", "FROM " + "(FROM ".repeat(320) + "t" + ")".repeat(320)),
        Arguments.of("nested calls", "SELECT " + "abs(".repeat(320) + "1" + ")".repeat(320)),
        Arguments.of("nested lambdas", "SELECT " + lambdas(StatementSize.LAMBDAS)),
        Arguments.of(
            "nested cases",
            "SELECT " + "CASE WHEN true THEN ".repeat(320) + "1" + " END".repeat(320)),
        Arguments.of("nested lists", "SELECT " + "[".repeat(320) + "1" + "]".repeat(320)),
        Arguments.of("unions", "SELECT a FROM t" + " UNION SELECT a FROM t".repeat(1_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void passesWhatTheEnginePlansOnAThreadOfTheServer(String shape, String sql) throws SQLException {
    assertDoesNotThrow(() -> ReadingStatement.check(connection, sql));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE t(a BIGINT)");
    }
    assertDoesNotThrow(() -> connection.prepareStatement(sql).close());
  }

  private static String joined(int joins) {
    return IntStream.rangeClosed(1, joins)
        .mapToObj(i -> " JOIN t t%d ON t%d.a = t%d.a".formatted(i, i, i - 1))
        .collect(Collectors.joining("", "SELECT count(*) FROM t t0", ""));
  }

  private static String lambdas(int depth) {
    return "list_transform([1], lambda x: ".repeat(depth) + "1" + ")".repeat(depth);
  }

  private static String definitions(int count) {
    return IntStream.range(1, count)
        .mapToObj(i -> ", c%d AS (SELECT * FROM c%d)".formatted(i, i - 1))
        .collect(Collectors.joining("", "WITH c0 AS (SELECT a FROM t)", " SELECT * FROM c0"));
  }

  private static void assertCode(ErrorCode code, String sql) {
    QueryException refused =
        assertThrows(QueryException.class, () -> ReadingStatement.check(connection, sql), sql);
    assertEquals(code, refused.code(), refused.getMessage());
  }
}
