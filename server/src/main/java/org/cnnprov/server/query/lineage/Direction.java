package org.cnnprov.server.query.lineage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which way a walk goes. */
enum Direction {
  /** To what it comes from. */
  UP("('up')", Direction.UP_STEPS, "SELECT kind, id, -distance AS step FROM walk"),
  /** To what came of it. */
  DOWN("('down')", Direction.DOWN_STEPS, "SELECT kind, id, distance AS step FROM walk"),
  /** Both, each by itself. What is found in both stands at the nearer place, else before. */
  BOTH(
      "('up'), ('down')",
      Direction.UP_STEPS + " UNION ALL " + Direction.DOWN_STEPS,
      "SELECT kind, id, arg_min(CASE way WHEN 'up' THEN -distance ELSE distance END,"
          + " 2 * distance + (way <> 'up')::INTEGER) AS step FROM walk GROUP BY kind, id");

  private static final String UP_STEPS =
      "SELECT 'up' AS way, kind, id, source_kind AS next_kind, source_id AS next_id FROM edge";

  private static final String DOWN_STEPS =
      "SELECT 'down' AS way, source_kind AS kind, source_id AS id, kind AS next_kind,"
          + " id AS next_id FROM edge";

  private final String ways;
  private final String steps;
  private final String reached;

  Direction(String ways, String steps, String reached) {
    this.ways = ways;
    this.steps = steps;
    this.reached = reached;
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

  /** The nodes, with how many steps they are away; less than none for what is before the start. */
  String reached() {
    return reached;
  }
}
