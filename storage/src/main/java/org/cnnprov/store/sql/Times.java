package org.cnnprov.store.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as the store keeps them: UTC, microseconds, without a zone. */
final class Times {

  private Times() {}

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  static @Nullable LocalDateTime utc(@Nullable OffsetDateTime time) {
    return time == null ? null : utc(time.toInstant());
  }
}
