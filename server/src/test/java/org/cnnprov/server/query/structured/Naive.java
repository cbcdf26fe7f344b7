package org.cnnprov.server.query.structured;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** What values and conditions mean, stated a second time: plain Java over the JSON of a query. */
final class Naive {

  private static final Map<String, Double> NUMBERS_IN_TEXTS =
      Map.of("5", 5.0, "1.5", 1.5, "nan", Double.NaN, "NaN", Double.NaN);

  private Naive() {}

  /** A value of a field of the row, or combination of rows, at hand. */
  interface Values {
    @Nullable Object of(Map<String, @Nullable Object> field);
  }

  /** As JSON has it. */
  static @Nullable Object shown(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
  }

  /** True, false, or null where it is not known. */
  static @Nullable Boolean holds(Map<String, @Nullable Object> condition, Values values) {
    if (condition.containsKey("not")) {
      Boolean part = holds(Plain.object(condition.get("not")), values);
      return part == null ? null : !part;
    } else if (condition.containsKey("and")) {
      return all(condition.get("and"), values, false);
    } else if (condition.containsKey("or")) {
      return all(condition.get("or"), values, true);
    }
    Object left = values.of(condition);
    String operator = String.valueOf(condition.get("operator")).toUpperCase(Locale.ROOT);
    Object right = condition.get("value");
    if (right instanceof Map<?, ?>) {
      right = values.of(Plain.object(right));
    }
    return switch (operator) {
      case "IS NULL" -> left == null;
      case "LIKE" ->
          left == null ? null : pattern(String.valueOf(right)).matcher((String) left).matches();
      case "IN" -> anyEqual(left, Plain.list(right));
      case "BETWEEN" -> between(left, Plain.list(right));
      default -> compare(left, operator, right);
    };
  }

  /** Conjunction, or disjunction where one that is {@code decisive} decides. */
  private static @Nullable Boolean all(@Nullable Object parts, Values values, boolean decisive) {
    boolean unknown = false;
    for (Object part : Plain.list(parts)) {
      Boolean holds = holds(Plain.object(part), values);
      if (holds == null) {
        unknown = true;
      } else if (holds == decisive) {
        return decisive;
      }
    }
    return unknown ? null : Boolean.valueOf(!decisive);
  }

  private static @Nullable Boolean anyEqual(@Nullable Object left, List<@Nullable Object> values) {
    boolean unknown = false;
    for (Object value : values) {
      Boolean equal = compare(left, "=", value);
      if (equal == null) {
        unknown = true;
      } else if (equal) {
        return true;
      }
    }
    return unknown ? null : Boolean.FALSE;
  }

  private static @Nullable Boolean between(@Nullable Object left, List<@Nullable Object> ends) {
    Boolean low = compare(left, ">=", ends.get(0));
    Boolean high = compare(left, "<=", ends.get(1));
    if (Boolean.FALSE.equals(low) || Boolean.FALSE.equals(high)) {
      return false;
    }
    return (low == null || high == null) ? null : Boolean.TRUE;
  }

  private static @Nullable Boolean compare(
      @Nullable Object left, String operator, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof Double || right instanceof Double) {
      Double one = number(left);
      Double other = number(right);
      return (one == null || other == null)
          ? null
          : Boolean.valueOf(compareNumbers(one, operator, other));
    }
    return byOrder(((String) left).compareTo((String) right), operator);
  }

  private static boolean compareNumbers(double one, String operator, double other) {
    boolean ordering = !(operator.equals("=") || operator.equals("!="));
    boolean nan = Double.isNaN(one) || Double.isNaN(other);
    if (ordering && nan) {
      return false;
    }
    return byOrder(Double.compare(one, other), operator);
  }

  private static boolean byOrder(int order, String operator) {
    return switch (operator) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static @Nullable Double number(Object value) {
    return value instanceof Double number ? number : NUMBERS_IN_TEXTS.get((String) value);
  }

  private static Pattern pattern(String like) {
    String regex =
        like.chars()
            .mapToObj(Character::toString)
            .map(each -> each.equals("%") ? ".*" : each.equals("_") ? "." : Pattern.quote(each))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
