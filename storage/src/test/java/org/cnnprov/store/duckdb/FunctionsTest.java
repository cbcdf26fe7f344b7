package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.QueryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each function that the engine has is allowed to users, or refused for a reason that is written.
 */
final class FunctionsTest {

  private static Connection connection;
  private static Set<String> functions;

  @BeforeAll
  static void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    functions = names("SELECT DISTINCT lower(function_name) FROM duckdb_functions()");
    assertTrue(functions.size() > 1_000, "only " + functions.size());
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void haveAReasonWhereTheyAreRefused() throws IOException {
    Map<String, String> reasons = reasons();
    Set<String> without = new TreeSet<>();
    for (String function : functions) {
      boolean allowed = ReadingStatement.ALLOWED_FUNCTIONS.contains(function);
      if (!allowed && reasons.keySet().stream().noneMatch(each -> fits(function, each))) {
        without.add(function);
      }
    }
    assertEquals(Set.of(), without);
  }

  @Test
  void haveNoReasonWhereTheyAreAllowed() throws IOException {
    List<String> both = new ArrayList<>();
    reasons()
        .forEach(
            (name, reason) -> {
              if (ReadingStatement.ALLOWED_FUNCTIONS.stream().anyMatch(each -> each.equals(name))) {
                both.add(name + ": " + reason);
              }
            });
    assertEquals(List.of(), both);
  }

  @Test
  void areInTheEngineIfTheyAreOnAList() throws IOException {
    Set<String> unknown = new TreeSet<>(ReadingStatement.ALLOWED_FUNCTIONS);
    unknown.removeAll(functions);
    reasons().keySet().stream()
        .filter(name -> functions.stream().noneMatch(each -> fits(each, name)))
        .forEach(unknown::add);
    assertEquals(Set.of(), unknown);
  }

  /** By the guard itself, as a function and as a table, whatever the arguments would have to be. */
  @Test
  void areLetThroughOrRefusedAsTheListsSay() {
    for (String function : functions) {
      String expected =
          ReadingStatement.ALLOWED_FUNCTIONS.contains(function) ? "allowed" : "forbidden_function";
      String quoted = "\"" + function.replace("\"", "\"\"") + "\"";
      assertEquals(expected, outcome("SELECT " + quoted + "(1)"), function);
      assertEquals(expected, outcome("SELECT * FROM " + quoted + "(1)"), function);
    }
  }

  @Test
  void areNotReachedThroughAViewThatShowsTheServer() throws SQLException {
    Set<String> views = names("SELECT view_name FROM duckdb_views() WHERE internal");
    assertTrue(views.containsAll(ReadingStatement.HIDDEN_VIEWS), views.toString());
    for (String view : views) {
      String expected =
          ReadingStatement.HIDDEN_VIEWS.contains(view) ? "forbidden_function" : "allowed";
      assertEquals(expected, outcome("SELECT * FROM " + view), view);
    }
  }

  private static String outcome(String sql) {
    try {
      ReadingStatement.check(connection, sql);
      return "allowed";
    } catch (QueryException refused) {
      return refused.code() == ErrorCode.FORBIDDEN_FUNCTION
          ? refused.code().code()
          : String.valueOf(refused.getMessage());
    }
  }

  private static boolean fits(String function, String name) {
    return name.endsWith("*")
        ? function.startsWith(name.substring(0, name.length() - 1))
        : function.equals(name);
  }

  private static Set<String> names(String sql) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet row = connection.createStatement().executeQuery(sql)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** Names, with a star at the end of some, and their reasons. */
  private static Map<String, String> reasons() throws IOException {
    try (InputStream list =
        Objects.requireNonNull(FunctionsTest.class.getResourceAsStream("refused-functions.txt"))) {
      Map<String, String> reasons = new LinkedHashMap<>();
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] parts = line.split(": ", 2);
                for (String name : parts[1].split(" ", -1)) {
                  reasons.put(name, parts[0]);
                }
              });
      return reasons;
    }
  }
}
