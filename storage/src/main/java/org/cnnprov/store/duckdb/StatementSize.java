package org.cnnprov.store.duckdb;

import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.QueryException;

/**
 * Counts what the engine plans recursively, or for much longer the more there is of it, while it
 * can neither be stopped nor be told of a limit: 400 joins overflow the stack of a thread and end
 * the whole server, and 100 take seconds.
 */
final class StatementSize {

  /** Characters of a statement. */
  static final int TEXT = 100_000;

  /** Joins, sub-queries in expressions and common table expressions, together. */
  static final int JOINS = 50;

  static final int COMPARISONS = 1_000;

  /** Levels of the engine's JSON: a function in a function is three, a sub-query too. */
  static final int LEVELS = 1_000;

  /** A lambda in a lambda doubles the work, and the memory that no limit holds: 20 take 10 s. */
  static final int LAMBDAS = 10;

  private int joins;
  private int comparisons;
  private int lambdas;

  static void checkText(String sql) throws QueryException {
    check(sql.length(), TEXT, "characters in a statement");
  }

  static void checkLevels(int levels) throws QueryException {
    check(levels, LEVELS, "levels of nested expressions and sub-queries");
  }

  /** A common table expression. */
  void addDefinition() throws QueryException {
    addJoin();
  }

  void addNode(String field, String value) throws QueryException {
    boolean join = field.equals("type") && value.equals("JOIN");
    if (join || (field.equals("class") && value.equals("SUBQUERY"))) {
      addJoin();
    } else if (field.equals("class") && value.equals("COMPARISON")) {
      check(++comparisons, COMPARISONS, "comparisons in a statement; IN takes a list");
    } else if (field.equals("class") && value.equals("LAMBDA")) {
      check(++lambdas, LAMBDAS, "lambdas in a statement");
    }
  }

  private void addJoin() throws QueryException {
    check(++joins, JOINS, "joins, sub-queries in expressions and WITH together in a statement");
  }

  private static void check(int count, int most, String what) throws QueryException {
    if (count > most) {
      throw new QueryException(
          ErrorCode.TOO_LARGE, "expected at most %,d %s, came more".formatted(most, what));
    }
  }
}
