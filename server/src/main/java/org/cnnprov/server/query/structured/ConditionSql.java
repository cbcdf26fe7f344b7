package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.structured.Condition.Operator;

/** Makes SQL of a condition, with every literal a parameter; one for each condition. */
final class ConditionSql {

  private static final Pattern NUMBER =
      Pattern.compile("NaN|[+-]?Infinity|[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final Terms terms;

  /** Where the condition stands in the request. */
  private final String pointer;

  private final int depth;

  /** What the values of a condition are where it stands. */
  interface Terms {
    Term of(Value value, String pointer) throws ProblemException;
  }

  ConditionSql(Terms terms, String pointer) {
    this(terms, pointer, 1);
  }

  private ConditionSql(Terms terms, String pointer, int depth) {
    this.terms = terms;
    this.pointer = pointer;
    this.depth = depth;
  }

  Fragment of(Condition condition) throws ProblemException {
    if (depth > Condition.DEEPEST) {
      throw refused(
          "expected at most %d conditions within one another".formatted(Condition.DEEPEST));
    }
    if (condition instanceof Condition.And) {
      return joined(" AND ", condition);
    } else if (condition instanceof Condition.Or) {
      return joined(" OR ", condition);
    } else if (condition instanceof Condition.Not) {
      return Fragment.of("(NOT ").then(inner(condition).get(0)).then(")");
    } else if (condition instanceof Condition.Comparison comparison) {
      return compare(term(comparison.left()), comparison.operator(), comparison.right());
    } else if (condition instanceof Condition.Like like) {
      return like(term(like.value()), like.pattern());
    } else if (condition instanceof Condition.In in) {
      return in(term(in.value()), in.literals());
    } else if (condition instanceof Condition.Between between) {
      Term value = term(between.value());
      return Fragment.of("(")
          .then(compare(value, Operator.GREATER_OR_EQUAL, between.low()))
          .then(" AND ")
          .then(compare(value, Operator.LESS_OR_EQUAL, between.high()))
          .then(")");
    }
    Term value = term(((Condition.IsNull) condition).value());
    return Fragment.of("(").then(value.sql()).then(" IS NULL)");
  }

  private Fragment joined(String operator, Condition condition) throws ProblemException {
    List<Fragment> parts = inner(condition);
    if (parts.isEmpty()) {
      throw refused("expected at least one condition, came none");
    }
    return Fragment.of("(").then(Fragment.joined(operator, parts)).then(")");
  }

  private List<Fragment> inner(Condition condition) throws ProblemException {
    List<Fragment> parts = new ArrayList<>();
    for (Map.Entry<String, Condition> part : condition.inner().entrySet()) {
      parts.add(new ConditionSql(terms, pointer + part.getKey(), depth + 1).of(part.getValue()));
    }
    return parts;
  }

  private Term term(Value value) throws ProblemException {
    return terms.of(value, pointer);
  }

  private Fragment compare(Term left, Operator operator, Operand operand) throws ProblemException {
    Term right = operand instanceof Value value ? term(value) : term((Literal) operand, left);
    boolean numbers = left.type() == ValueType.NUMBER || right.type() == ValueType.NUMBER;
    if (!numbers) {
      return comparison(left.sql(), operator, right.sql());
    }
    Fragment one = left.number().sql();
    Fragment other = right.number().sql();
    if (!operator.isOrdering()) {
      return comparison(one, operator, other);
    }
    // The engine takes NaN for the greatest number; a loss that is NaN is not greater than 1.
    Fragment guarded = comparison(one, operator, other).then(" AND ").then(notNan(one));
    if (operand instanceof Value) {
      guarded = guarded.then(" AND ").then(notNan(other));
    } else if (right.sql().parameters().contains(Double.NaN)) {
      throw refused("NaN can only be compared with = and !=");
    }
    return Fragment.of("(").then(guarded).then(")");
  }

  private static Fragment comparison(Fragment left, Operator operator, Fragment right) {
    return Fragment.of("(").then(left).then(" " + operator.sql() + " ").then(right).then(")");
  }

  private static Fragment notNan(Fragment number) {
    return Fragment.of("NOT isnan(").then(number).then(")");
  }

  private Fragment like(Term value, String pattern) throws ProblemException {
    if (value.type() != ValueType.TEXT) {
      throw refused("expected a text on the left of LIKE, came " + value.shown() + ", a number");
    }
    return Fragment.of("(").then(value.sql()).then(" LIKE ?)", pattern);
  }

  private Fragment in(Term value, List<Literal> literals) throws ProblemException {
    List<Object> numbers = new ArrayList<>();
    List<Object> texts = new ArrayList<>();
    for (Literal literal : literals) {
      Term term = term(literal, value);
      (term.type() == ValueType.NUMBER ? numbers : texts).addAll(term.sql().parameters());
    }
    List<Fragment> alternatives = new ArrayList<>();
    if (!numbers.isEmpty()) {
      alternatives.add(in(value.number().sql(), numbers));
    }
    if (!texts.isEmpty()) {
      alternatives.add(in(value.sql(), texts));
    }
    if (alternatives.isEmpty()) {
      throw refused("expected at least one value in the list, came none");
    }
    return Fragment.of("(").then(Fragment.joined(" OR ", alternatives)).then(")");
  }

  private static Fragment in(Fragment value, List<Object> literals) {
    return value.then(" IN (").then(Catalogue.values(literals)).then(")");
  }

  /** A literal as what it is compared with; a text beside a number must be one. */
  private Term term(Literal literal, Term left) throws ProblemException {
    if (literal instanceof Literal.Numeric number) {
      return new Term(Fragment.of("?", number.value()), ValueType.NUMBER, "a number");
    }
    String text = ((Literal.Textual) literal).value();
    if (left.type() == ValueType.TEXT) {
      return new Term(Fragment.of("?", text), ValueType.TEXT, "a text");
    }
    if (!NUMBER.matcher(text).matches()) {
      throw Refusal.of(
          ErrorCode.NOT_A_NUMBER,
          pointer,
          "%s is a number, and '%s' is none".formatted(left.shown(), text));
    }
    return new Term(Fragment.of("?", Double.valueOf(text)), ValueType.NUMBER, "a number");
  }

  private ProblemException refused(String detail) {
    return Refusal.of(pointer, detail);
  }
}
