package org.cnnprov.server.query.filter;

import java.util.List;

/** What an execution must be to be among those asked for. */
public sealed interface Condition {

  /** True where all are. */
  record All(List<Condition> parts) implements Condition {}

  /** True where one is. */
  record Any(List<Condition> parts) implements Condition {}

  record Not(Condition part) implements Condition {}

  record Compare(Field field, Operator operator, Literal literal) implements Condition {}

  record In(Field field, List<Literal> literals) implements Condition {}

  /** Matches a pattern in which {@code %} stands for any text and {@code _} for one character. */
  record Like(Field field, String pattern) implements Condition {}

  /** The execution has no such value. */
  record IsNull(Field field) implements Condition {}

  /** How two values are compared. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    boolean isOrdering() {
      return this != EQUAL && this != NOT_EQUAL;
    }
  }
}
