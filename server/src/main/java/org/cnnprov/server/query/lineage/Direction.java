package org.cnnprov.server.query.lineage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which way a walk goes. */
enum Direction {
  /** To what it comes from. */
  UP("('up')", Direction.UP_STEPS),
  /** To what came of it. */
  DOWN("('down')", Direction.DOWN_STEPS),
  /** Both, each by itself. */
  BOTH("('up'), ('down')", Direction.UP_STEPS + " UNION ALL " + Direction.DOWN_STEPS);

  private static final String UP_STEPS =
      "SELECT 'up' AS way, kind, id, source_kind AS next_kind, source_id AS next_id FROM edge";

  private static final String DOWN_STEPS =
      "SELECT 'down' AS way, source_kind AS kind, source_id AS id, kind AS next_kind,"
          + " id AS next_id FROM edge";

  private final String ways;
  private final String steps;

  Direction(String ways, String steps) {
    this.ways = ways;
    this.steps = steps;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Direction::text).toList();
  }

  static Direction of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ways that it takes, in SQL. */
  String ways() {
    return ways;
  }

  /** The steps that a walk takes, in SQL over the edges. */
  String steps() {
    return steps;
  }
}
