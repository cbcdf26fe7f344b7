package org.cnnprov.codec;

import org.cnnprov.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON spells them, alone or as members of an object. */
public final class Numbers {

  static final String TOO_LARGE = "expected a number that a double can hold, came ";

  private static final int LONGEST_LONG = String.valueOf(Long.MIN_VALUE).length();
  private static final double TWO_TO_THE_63 = 0x1p63;

  private Numbers() {}

  /** A Long where it is spelled as an integer that fits, else a Double, perhaps an infinite one. */
  static Number of(String literal, boolean integer) {
    if (integer && literal.length() <= LONGEST_LONG) {
      try {
        return Long.valueOf(literal);
      } catch (NumberFormatException tooLarge) {
        return Double.valueOf(literal);
      }
    }
    return Double.valueOf(literal);
  }

  /** A member that is a finite number. */
  static @Nullable Double number(Fields fields, String name) {
    Json value = fields.value(name);
    if (value instanceof Json.Numeral numeral) {
      double number = Double.parseDouble(numeral.literal());
      if (Double.isFinite(number)) {
        return number;
      }
      fields.problem(ErrorCode.NOT_A_NUMBER, name, TOO_LARGE + numeral.literal());
    } else {
      fields.wrongType(fields.at(name), "a number", value);
    }
    return null;
  }

  /** A member that is a whole number of 0 or more, also spelled as {@code 8.0} or {@code 1e3}. */
  public static @Nullable Long count(Fields fields, String name) {
    Json value = fields.value(name);
    if (value instanceof Json.Numeral numeral) {
      Number number = of(numeral.literal(), isInteger(numeral.literal()));
      if (number.doubleValue() >= 0 && isWhole(number)) {
        return number.longValue();
      }
      String detail = "expected a whole number of 0 or more, came " + numeral.literal();
      fields.problem(ErrorCode.UNKNOWN_VALUE, name, detail);
    } else {
      fields.wrongType(fields.at(name), "a whole number", value);
    }
    return null;
  }

  /** A count that must be there, else -1; the largest int for one that no int holds. */
  static int requiredInt(Fields fields, String name) {
    Long count = fields.needed(name) == null ? null : count(fields, name);
    return count == null ? -1 : (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static boolean isInteger(String literal) {
    return literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  private static boolean isWhole(Number number) {
    double value = number.doubleValue();
    return number instanceof Long || (value == Math.rint(value) && value < TWO_TO_THE_63);
  }
}
