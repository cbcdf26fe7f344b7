package org.cnnprov.server.query.structured;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold. As in SQL, nothing is known of NULL: neither a comparison with it nor its
 * negation holds. NaN equals NaN, and is neither less nor greater than any number.
 */
public sealed interface Condition {

  /** Conditions within one another; beyond, the query is refused. */
  int DEEPEST = 100;

  /** The conditions in this one, in order; each under its place in the JSON form of this one. */
  default Map<String, Condition> inner() {
    return Map.of();
  }

  /** True where all are. */
  record And(List<Condition> parts) implements Condition {

    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Map<String, Condition> inner() {
      return listed("/and/", parts);
    }
  }

  /** True where one is. */
  record Or(List<Condition> parts) implements Condition {

    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Map<String, Condition> inner() {
      return listed("/or/", parts);
    }
  }

  record Not(Condition part) implements Condition {

    @Override
    public Map<String, Condition> inner() {
      return Map.of("/not", part);
    }
  }

  record Comparison(Value left, Operator operator, Operand right) implements Condition {}

  /** Matches a pattern in which {@code %} stands for any text and {@code _} for one character. */
  record Like(Value value, String pattern) implements Condition {}

  record In(Value value, List<Literal> literals) implements Condition {

    public In {
      literals = List.copyOf(literals);
    }
  }

  /** Both ends belong to it. */
  record Between(Value value, Literal low, Literal high) implements Condition {}

  record IsNull(Value value) implements Condition {}

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

  private static Map<String, Condition> listed(String member, List<Condition> parts) {
    Map<String, Condition> all = new LinkedHashMap<>();
    for (Condition part : parts) {
      all.put(member + all.size(), part);
    }
    return all;
  }
}
