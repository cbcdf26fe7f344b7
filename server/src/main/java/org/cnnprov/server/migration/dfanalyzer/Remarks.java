package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the import has to say beside figures: what it did not carry, and what it decided. */
final class Remarks {

  /**
   * Rows or values of a table that are not in the store, for one reason.
   *
   * @param lost whether they are nowhere; else they are where they were before
   * @param line the line of the first one
   */
  record NotCarried(String table, String reason, boolean lost, boolean rows, long line) {}

  private final Map<String, NotCarried> kinds = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  void note(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** Rows that are not carried. */
  void lost(String table, String reason, long count, long line) {
    add(new NotCarried(table, reason, true, true, line), count);
  }

  /** A value of a row, where the row itself is carried. */
  void lostValue(String table, String reason, long line) {
    add(new NotCarried(table, reason, true, false, line), 1);
  }

  /** A row that is not sent because its execution is in the store already. */
  void leftOut(String table, String reason, long line) {
    add(new NotCarried(table, reason, false, true, line), 1);
  }

  /** A row that says no more than another one. */
  void merged(String table, String reason, long line) {
    add(new NotCarried(table, reason, false, true, line), 1);
  }

  private void add(NotCarried what, long count) {
    String key = what.table() + '\0' + what.reason();
    kinds.putIfAbsent(key, what);
    counts.merge(key, count, Long::sum);
  }

  List<String> notes() {
    return notes;
  }

  /** Each reason with its count. */
  Map<NotCarried, Long> notCarried() {
    Map<NotCarried, Long> all = new LinkedHashMap<>();
    kinds.forEach((key, kind) -> all.put(kind, counts.getOrDefault(key, 0L)));
    return all;
  }

  /** How many rows of a table are known not to have come. */
  long rowsOf(String table) {
    return notCarried().entrySet().stream()
        .filter(each -> each.getKey().rows() && each.getKey().table().equals(table))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  String reasonsOf(String table) {
    return String.join(
        "; ",
        notCarried().entrySet().stream()
            .filter(each -> each.getKey().rows() && each.getKey().table().equals(table))
            .map(each -> each.getValue() + ": " + each.getKey().reason())
            .toList());
  }

  boolean anyLost() {
    return kinds.values().stream().anyMatch(NotCarried::lost);
  }
}
