package org.cnnprov.server.query.structured;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.Name;

/**
 * Finds the paths of one dataflow on which no set stands twice, so that cycles end. Bounded: a
 * graph may have more paths than anybody can join.
 */
final class PathSearch {

  /** More than these are refused: each is a join of its own in the statement. */
  static final int MOST_PATHS = 32;

  /**
   * Sets that are joined with one another at most. A join of 50 is planned in half a second, one of
   * 300 in minutes, and the engine's planning heeds no time limit.
   */
  static final int MOST_SETS = 64;

  /** Steps that the search tries before it gives up. */
  private static final int MOST_STEPS = 100_000;

  private final DataflowGraph graph;
  private final List<Name> include;
  private final Set<Name> exclude;
  private final Map<Name, List<Step>> stepsFrom = new HashMap<>();
  private final List<Path> found = new ArrayList<>();
  private final Deque<Step> way = new ArrayDeque<>();
  private final Set<Name> visited = new HashSet<>();
  private int tried;

  /** There are more or longer paths than can be joined, or than can be looked for. */
  static final class TooManyPathsException extends Exception {

    private static final long serialVersionUID = 1L;

    private TooManyPathsException(String paths) {
      super(paths);
    }
  }

  PathSearch(DataflowGraph graph, StructuredQuery query) {
    this.graph = graph;
    this.include = query.include();
    this.exclude = Set.copyOf(query.exclude());
    for (SetNode set : graph.sets()) {
      List<Step> steps =
          graph.stepsFrom(set).stream()
              .filter(step -> !exclude.contains(step.next().tag()))
              .toList();
      stepsFrom.put(set.tag(), steps);
    }
  }

  /** Adds the paths from one set to another that hold every included and no excluded set. */
  void search(SetNode source, SetNode target) throws TooManyPathsException {
    if (exclude.contains(source.tag()) || exclude.contains(target.tag())) {
      return;
    }
    visited.add(source.tag());
    extend(source, source, target, setsBefore(target));
    visited.remove(source.tag());
  }

  List<Path> found() {
    return found;
  }

  private void extend(SetNode source, SetNode last, SetNode target, Set<Name> before)
      throws TooManyPathsException {
    if (last.tag().equals(target.tag())) {
      add(Path.of(source, List.copyOf(way)));
      return;
    }
    for (Step step : stepsOf(last)) {
      Name next = step.next().tag();
      if (++tried > MOST_STEPS) {
        throw tooManyPaths();
      }
      if (before.contains(next) && visited.add(next)) {
        if (visited.size() > MOST_SETS) {
          throw new TooManyPathsException("paths through more than %d sets".formatted(MOST_SETS));
        }
        way.addLast(step);
        extend(source, step.next(), target, before);
        way.removeLast();
        visited.remove(next);
      }
    }
  }

  private void add(Path path) throws TooManyPathsException {
    if (include.stream().allMatch(path::holds)) {
      found.add(path);
      if (found.size() > MOST_PATHS) {
        throw tooManyPaths();
      }
    }
  }

  private static TooManyPathsException tooManyPaths() {
    return new TooManyPathsException("more than %d paths".formatted(MOST_PATHS));
  }

  /** All sets from which the target can be reached, itself among them. */
  private Set<Name> setsBefore(SetNode target) {
    Set<Name> before = new HashSet<>(Set.of(target.tag()));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (SetNode set : graph.sets()) {
        boolean leads = stepsOf(set).stream().anyMatch(step -> before.contains(step.next().tag()));
        grown |= leads && before.add(set.tag());
      }
    }
    return before;
  }

  private List<Step> stepsOf(SetNode set) {
    return stepsFrom.getOrDefault(set.tag(), List.of());
  }
}
