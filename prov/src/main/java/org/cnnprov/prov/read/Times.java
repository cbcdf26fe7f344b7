package org.cnnprov.prov.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times of {@code xsd:dateTime}. One that names no zone is taken for UTC. */
final class Times {

  private Times() {}

  static Instant parse(String text) {
    try {
      boolean zoned = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
      Instant time =
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= 9999 && !text.endsWith("-00:00")) {
        return time;
      }
    } catch (DateTimeException none) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static Mistake wrong(String text) {
    return new Mistake(
        ReadException.Kind.TIME,
        "expected a time such as 2026-11-23T12:00:00Z, came '%s'".formatted(text));
  }
}
