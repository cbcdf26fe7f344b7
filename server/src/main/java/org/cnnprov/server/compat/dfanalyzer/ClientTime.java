package org.cnnprov.server.compat.dfanalyzer;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;

/**
 * Times as DfAnalyzer's clients write them: {@code 2026-11-23 10:00:00}, perhaps with a fraction, a
 * {@code T} in the middle, or a zone. They are kept as they came; this only tells them from others.
 */
final class ClientTime {

  private static final int END_OF_DATE = "2026-11-23".length();

  private static final DateTimeFormatter FORMS =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ClientTime() {}

  /** The text as it is, once it is known to be a time. */
  static String checked(String text) {
    try {
      FORMS.parse(iso(text));
      return text;
    } catch (DateTimeException notATime) {
      throw new InvalidValueException(
          ErrorCode.INVALID_TIME,
          "expected a time as in 2026-11-23 10:00:00, came '%s'".formatted(text));
    }
  }

  private static String iso(String text) {
    return text.length() > END_OF_DATE && text.charAt(END_OF_DATE) == ' '
        ? text.substring(0, END_OF_DATE) + 'T' + text.substring(END_OF_DATE + 1)
        : text;
  }
}
