package org.cnnprov.server.query.series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a curve is drawn over, and the sets that have it. */
enum Axis {
  EPOCH,
  STEP,
  /** Seconds since the start of the execution. */
  TIME;

  /** Tags of the sets, the preferred one first. */
  List<String> sets() {
    return switch (this) {
      case EPOCH -> List.of("otrainingmodel");
      case STEP -> List.of("otrainingstep");
      case TIME -> List.of("otrainingmodel", "otrainingstep", "oresources");
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Axis::text).toList();
  }

  static Axis of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
