package org.cnnprov.prov.write;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as {@code xsd:dateTime} in UTC with microseconds, the precision of the events. */
final class Times {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  static String text(Instant time) {
    return FORMAT.format(time);
  }
}
