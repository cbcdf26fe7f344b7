package org.cnnprov.codec;

import java.util.OptionalLong;

/** Numbers as JSON spells them. */
final class Numbers {

  static final String TOO_LARGE = "expected a number that a double can hold, came ";

  private static final int DIGITS_OF_EVERY_LONG = 18;
  private static final double TWO_TO_THE_63 = 0x1p63;

  private Numbers() {}

  /** A Long where it is spelled as an integer that fits, else a Double, perhaps an infinite one. */
  static Number of(String literal, boolean integer) {
    if (integer && literal.length() <= DIGITS_OF_EVERY_LONG + 2) {
      try {
        return Long.valueOf(literal);
      } catch (NumberFormatException tooLong) {
        return Double.valueOf(literal);
      }
    }
    return Double.valueOf(literal);
  }

  /** The whole number that is spelled, also as {@code 8.0} or {@code 1e3}. */
  static OptionalLong whole(String literal) {
    Number number = of(literal, literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E'));
    double value = number.doubleValue();
    boolean whole =
        number instanceof Long || (value == Math.rint(value) && Math.abs(value) < TWO_TO_THE_63);
    return whole ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
  }
}
