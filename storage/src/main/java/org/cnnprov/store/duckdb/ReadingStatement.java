package org.cnnprov.store.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.QueryException;

/**
 * The guard of SQL that users write: one statement, which only reads, with functions of a list.
 *
 * <p>It decides on the statement as the engine's own parser sees it, never on its text: {@code WITH
 * … DELETE} begins like a reading statement, and {@code SELECT pg_sleep(600)} is one.
 */
final class ReadingStatement {

  /** How deep a tree may be is for {@link StatementSize} to say. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  /** Kinds of query nodes that only read; every other kind is refused. */
  private static final Set<String> READING_NODES =
      Set.of(
          "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE", "STATEMENT_NODE");

  static final Set<String> ALLOWED_FUNCTIONS = allowedFunctions();

  /** Views of the engine over functions that are not allowed: paths, settings, others' queries. */
  static final Set<String> HIDDEN_VIEWS =
      Set.of(
          "duckdb_databases",
          "duckdb_logs",
          "pragma_database_list",
          "pg_prepared_statements",
          "pg_settings");

  /** Where the engine's views are found; a dataflow may have a set of such a name. */
  private static final Set<String> ENGINE_SCHEMAS = Set.of("", "main", "pg_catalog");

  /** Enough for {@link StatementSize#TEXT} characters of any shape; taken as it is used. */
  private static final long STACK_BYTES = 64L << 20;

  private ReadingStatement() {}

  /**
   * Passes a statement that may run.
   *
   * @throws QueryException with {@code invalid_query}, {@code not_a_reading_statement}, {@code
   *     forbidden_function} or {@code too_large}
   */
  static void check(Connection connection, String sql) throws QueryException {
    StatementSize.checkText(sql);
    String tree = parseOnDeepStack(connection, sql);
    try (JsonParser parser = JSON.createParser(tree)) {
      checkTree(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's own JSON cannot be read", e);
    }
  }

  /** The engine's parser calls itself for each level, and how deep a text is it alone can say. */
  private static String parseOnDeepStack(Connection connection, String sql) throws QueryException {
    FutureTask<String> parsing = new FutureTask<>(() -> parse(connection, sql));
    new Thread(null, parsing, "query-parser", STACK_BYTES).start();
    try {
      return parsing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a statement was parsed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof QueryException refused) {
        throw refused;
      }
      throw new IllegalStateException("a statement could not be parsed", e.getCause());
    }
  }

  private static String parse(Connection connection, String sql) throws QueryException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return Objects.requireNonNull(result.getString(1));
      }
    } catch (SQLException e) {
      throw new QueryException(ErrorCode.INVALID_QUERY, DuckDbFile.firstLine(e));
    }
  }

  private static void checkTree(JsonParser parser) throws IOException, QueryException {
    StatementSize size = new StatementSize();
    int statements = 0;
    int depth = 0;
    String errorType = "";
    String schema = "";
    while (parser.nextToken() != null) {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
        StatementSize.checkLevels(++depth);
        if (token == JsonToken.START_OBJECT && "query_node".equals(parser.currentName())) {
          size.addDefinition();
        }
        // The root object, its list of statements, and then each of them.
        statements += depth == 3 && token == JsonToken.START_OBJECT ? 1 : 0;
      } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING) {
        String field = String.valueOf(parser.currentName());
        if (depth == 1 && field.equals("error_type")) {
          errorType = parser.getText();
        } else if (depth == 1 && field.equals("error_message")) {
          throw unparsed(errorType, parser.getText());
        }
        schema = field.equals("schema_name") ? parser.getText() : schema;
        checkTable(schema, field, parser.getText());
        checkField(field, parser.getText());
        size.addNode(field, parser.getText());
      }
    }
    if (statements == 0) {
      throw new QueryException(ErrorCode.INVALID_QUERY, "expected a statement, came none");
    }
    if (statements != 1) {
      throw new QueryException(
          ErrorCode.NOT_A_READING_STATEMENT,
          "expected one statement, came %d".formatted(statements));
    }
  }

  private static QueryException unparsed(String errorType, String message) {
    return errorType.equals("not implemented")
        ? new QueryException(
            ErrorCode.NOT_A_READING_STATEMENT,
            "expected a SELECT: statements that write, define or set are refused")
        : new QueryException(ErrorCode.INVALID_QUERY, message);
  }

  /** In the tree the schema of a table stands before its name. */
  private static void checkTable(String schema, String field, String value) throws QueryException {
    if (field.equals("table_name")
        && ENGINE_SCHEMAS.contains(schema.toLowerCase(Locale.ROOT))
        && HIDDEN_VIEWS.contains(value.toLowerCase(Locale.ROOT))) {
      throw new QueryException(
          ErrorCode.FORBIDDEN_FUNCTION,
          "the view %s shows the insides of the server, which queries may not see"
              .formatted(value));
    }
  }

  private static void checkField(String field, String value) throws QueryException {
    if (field.equals("type") && value.endsWith("_NODE") && !READING_NODES.contains(value)) {
      throw new QueryException(
          ErrorCode.NOT_A_READING_STATEMENT,
          "expected a statement that only reads, came a part that is a " + value);
    }
    if (field.equals("function_name")
        && !value.isEmpty()
        && !ALLOWED_FUNCTIONS.contains(value.toLowerCase(Locale.ROOT))) {
      throw new QueryException(
          ErrorCode.FORBIDDEN_FUNCTION,
          "the function %s is not on the list of functions that queries may use".formatted(value));
    }
  }

  private static Set<String> allowedFunctions() {
    try (InputStream list =
            Objects.requireNonNull(
                ReadingStatement.class.getResourceAsStream("allowed-functions.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
