package org.cnnprov.codec;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;

/** Times as RFC 3339 writes them. */
final class Times {

  private static final int LONGEST = "2026-11-23T12:00:00.000000001+00:00".length();

  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /** The time, with its offset; what is finer than a microsecond is cut off. */
  static OffsetDateTime parse(String text) {
    if (text.length() > LONGEST) {
      throw invalid(text);
    }
    try {
      return OffsetDateTime.parse(text, RFC_3339).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException notRfc3339) {
      throw invalid(text);
    }
  }

  /** The text as it is, once it is known to be a time. */
  static String checked(String text) {
    parse(text);
    return text;
  }

  private static InvalidValueException invalid(String text) {
    return new InvalidValueException(
        ErrorCode.INVALID_TIME,
        "expected a time as in RFC 3339, for example 2026-11-23T12:00:00.000001Z, came '%s'"
            .formatted(Problems.cut(text)));
  }
}
