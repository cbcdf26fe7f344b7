package org.cnnprov.store.sql;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** What clients send, as the values of attributes. */
final class Values {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** Characters of a wrong value that an error shows. */
  private static final int SHOWN = 60;

  private Values() {}

  /** The type that an attribute gets from its first value. */
  static AttributeType typeOf(Object value) {
    if (!(value instanceof String text)) {
      return AttributeType.NUMERIC;
    }
    return switch (text) {
      case "NaN", "Infinity", "-Infinity" -> AttributeType.NUMERIC;
      default -> AttributeType.TEXT;
    };
  }

  /**
   * The value as the column of the attribute holds it.
   *
   * @throws InvalidValueException for a text that is no number where one is expected
   */
  static @Nullable Object convert(@Nullable Object value, AttributeType type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case NUMERIC -> number(value);
      case TEXT, FILE -> text(value);
    };
  }

  private static @Nullable Double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1.0 : 0.0;
    }
    return number((String) value);
  }

  private static @Nullable Double number(String text) {
    String trimmed = text.strip();
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "", "none", "null" -> null;
      case "true" -> 1.0;
      case "false" -> 0.0;
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> decimal(trimmed);
    };
  }

  private static double decimal(String text) {
    if (DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (!Double.isInfinite(number)) {
        return number;
      }
    }
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    throw new InvalidValueException(
        ErrorCode.NOT_A_NUMBER, "expected a number (a 64-bit double), came '%s'".formatted(shown));
  }

  private static String text(Object value) {
    return value instanceof Double number ? shortest(number) : value.toString();
  }

  /** The shortest decimal that reads back as the number: 0.1, 5, 0.00001, 1E+300. */
  private static String shortest(double number) {
    BigDecimal decimal = new BigDecimal(DoubleToDecimal.toString(number)).stripTrailingZeros();
    int magnitude = decimal.precision() - decimal.scale();
    return magnitude > -10 && magnitude < 20 ? decimal.toPlainString() : decimal.toString();
  }
}
