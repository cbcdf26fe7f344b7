package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.query.structured.Condition.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: {@code {"and": []}}, {@code {"or": []}}, {@code {"not": {}}}, or a value with
 * an operator and what it is compared with.
 */
final class ConditionJson {

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<>", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);

  /** Thrown away: a query with problems is never made. */
  private static final Condition STAND_IN = new Condition.And(List.of());

  private final ValueJson values;
  private final Problems problems;

  ConditionJson(ValueJson values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  Condition read(Fields condition) {
    if (condition.names().contains("and")) {
      return new Condition.And(parts(condition.objects("and")));
    } else if (condition.names().contains("or")) {
      return new Condition.Or(parts(condition.objects("or")));
    } else if (condition.names().contains("not")) {
      Fields part = condition.object("not");
      return part == null ? STAND_IN : new Condition.Not(read(part));
    }
    return comparison(condition);
  }

  private List<Condition> parts(List<Fields> parts) {
    return parts.stream().map(this::read).toList();
  }

  private Condition comparison(Fields condition) {
    Value value = values.value(condition);
    String operator = condition.required("operator", text -> text.toLowerCase(Locale.ROOT), "=");
    return switch (operator) {
      case "is null" -> new Condition.IsNull(value);
      case "like" -> like(condition, value);
      case "in" -> new Condition.In(value, literals(condition));
      case "between" -> between(condition, value);
      default -> compare(condition, value, operator);
    };
  }

  private Condition compare(Fields condition, Value value, String text) {
    Operator operator = OPERATORS.get(text);
    if (operator == null) {
      condition.problem(
          ErrorCode.UNKNOWN_VALUE,
          "operator",
          "expected =, !=, <, <=, >, >=, like, in, between or is null, came '%s'".formatted(text));
      return STAND_IN;
    }
    Json other = condition.needed("value");
    if (other instanceof Json.Members) {
      Fields field = condition.object("value");
      return field == null
          ? STAND_IN
          : new Condition.Comparison(value, operator, values.value(field));
    }
    Literal literal = other == null ? null : literal(other, condition.at("value"));
    return literal == null ? STAND_IN : new Condition.Comparison(value, operator, literal);
  }

  private static Condition like(Fields condition, Value value) {
    return new Condition.Like(value, condition.required("value", pattern -> pattern, ""));
  }

  private Condition between(Fields condition, Value value) {
    List<Literal> ends = literals(condition);
    if (ends.size() == 2) {
      return new Condition.Between(value, ends.get(0), ends.get(1));
    }
    condition.problem(
        ErrorCode.INVALID_QUERY, "value", "expected the two ends, came %d".formatted(ends.size()));
    return STAND_IN;
  }

  private List<Literal> literals(Fields condition) {
    condition.needed("value");
    List<Literal> literals = new ArrayList<>();
    for (Json item : condition.items("value")) {
      Literal literal = literal(item, condition.at("value"));
      if (literal != null) {
        literals.add(literal);
      }
    }
    return literals;
  }

  private @Nullable Literal literal(Json value, String pointer) {
    if (value instanceof Json.Numeral number) {
      return new Literal.Numeric(Double.parseDouble(number.literal()));
    } else if (value instanceof Json.Text text) {
      return new Literal.Textual(text.value());
    }
    problems.add(
        ErrorCode.WRONG_TYPE, pointer, "expected a text or a number, came " + value.kind());
    return null;
  }
}
