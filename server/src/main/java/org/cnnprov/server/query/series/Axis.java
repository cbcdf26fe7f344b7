package org.cnnprov.server.query.series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a curve is drawn over, and the sets that have it. */
enum Axis {
  EPOCH(List.of("otrainingmodel")),
  STEP(List.of("otrainingstep")),
  /** Seconds since the start of the execution. The first of the sets that has the metric. */
  TIME(List.of("otrainingmodel", "otrainingstep", "oresources"));

  private final List<String> sets;

  Axis(List<String> sets) {
    this.sets = sets;
  }

  /** Tags of the sets, the preferred one first. */
  List<String> sets() {
    return sets;
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
