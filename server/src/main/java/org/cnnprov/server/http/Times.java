package org.cnnprov.server.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the contract writes them: RFC 3339, UTC, microseconds. */
public final class Times {

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  private Times() {}

  public static String text(Instant time) {
    return text(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  /**
   * The text of a time in UTC.
   *
   * @param utc without a zone, as stores hold it
   */
  public static String text(LocalDateTime utc) {
    return RFC_3339.format(utc);
  }
}
