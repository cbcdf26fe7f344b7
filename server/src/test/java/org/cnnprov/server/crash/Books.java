package org.cnnprov.server.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client knows of what it has sent: the lines that acknowledged requests must have left in
 * the store, and those that unanswered ones may have left, all of a request or none.
 *
 * <p>Touched by its client, and by the test while the gate is closed ({@link Traffic}).
 */
final class Books {

  private final List<String> acknowledged = new ArrayList<>();
  private final Deque<List<String>> open = new ArrayDeque<>();

  /** A request is about to be sent for the first time. */
  void begin(List<String> lines) {
    open.add(List.copyOf(lines));
  }

  /** The oldest unanswered request is known to be stored. */
  void acknowledge() {
    acknowledged.addAll(open.remove());
  }

  boolean anythingOpen() {
    return !open.isEmpty();
  }

  /** Whether a request that was not acknowledged grows a schema. */
  boolean growthIsOpen() {
    return open.stream().anyMatch(lines -> lines.stream().anyMatch(Books::isGrowth));
  }

  private static boolean isGrowth(String line) {
    return line.startsWith("attribute ")
        || line.startsWith("declared ")
        || line.startsWith("extra ");
  }

  int size() {
    return acknowledged.size();
  }

  /** What is wrong with what was found; empty where all is as it must be. */
  List<String> differences(List<String> found) {
    Map<String, Integer> surplus = new HashMap<>();
    found.forEach(line -> surplus.merge(line, 1, Integer::sum));
    List<String> wrong = new ArrayList<>();
    for (String line : acknowledged) {
      if (!take(surplus, line)) {
        wrong.add("lost: " + line);
      }
    }
    boolean gap = false;
    for (List<String> request : open) {
      gap = takeAllOrNone(surplus, request, gap, wrong);
    }
    surplus.forEach((line, times) -> wrong.add("%d too many: %s".formatted(times, line)));
    return wrong;
  }

  /** Requests were sent in order: behind one that was not stored none can be. */
  private static boolean takeAllOrNone(
      Map<String, Integer> surplus, List<String> request, boolean gap, List<String> wrong) {
    List<String> missing = request.stream().filter(line -> !take(surplus, line)).toList();
    boolean none = missing.size() == request.size();
    if (!none && (gap || !missing.isEmpty())) {
      wrong.add("stored in part: %s without %s".formatted(request, missing));
    }
    return gap || none;
  }

  private static boolean take(Map<String, Integer> surplus, String line) {
    Integer left = surplus.computeIfPresent(line, (same, n) -> n - 1);
    if (left == null) {
      return false;
    }
    if (left == 0) {
      surplus.remove(line);
    }
    return true;
  }
}
