package org.cnnprov.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a commit touched, for whoever listens; or what several touched together.
 *
 * @param executions each once
 * @param dataflows ids of those that were declared, or have grown
 * @param refused requests and events that were refused
 */
public record Commit(List<Execution> executions, Set<Long> dataflows, long refused) {

  /** One that changed nothing. */
  public static final Commit NOTHING = new Commit(List.of(), Set.of(), 0);

  /** What became of an execution. */
  public enum Kind {
    /** It began to exist, or runs again. */
    STARTED,
    /** Something was reported of it, or written about it. */
    CHANGED,
    ENDED,
    DELETED
  }

  /**
   * An execution that was touched.
   *
   * @param dataflow the id of its dataflow
   * @param sets ids of the data sets that got elements of it
   * @param epoch the greatest that was reported of its training; null where none was
   */
  public record Execution(
      long id,
      long dataflow,
      ExecutionStatus status,
      Kind kind,
      Set<Long> sets,
      @Nullable Double epoch) {

    /** This and then the other, as one. That it changed is the least that can be said of it. */
    private Execution then(Execution later) {
      Set<Long> both = new LinkedHashSet<>(sets);
      both.addAll(later.sets);
      return new Execution(
          id,
          dataflow,
          later.status,
          later.kind == Kind.CHANGED ? kind : later.kind,
          both,
          later.epoch == null ? epoch : later.epoch);
    }
  }

  public boolean isEmpty() {
    return executions.isEmpty() && dataflows.isEmpty() && refused == 0;
  }

  /** How much it holds: ids, whatever of. */
  public int size() {
    return dataflows.size() + executions.stream().mapToInt(each -> 1 + each.sets().size()).sum();
  }

  /** Several, in their order, as one. */
  public static Commit together(List<Commit> commits) {
    if (commits.size() == 1) {
      return commits.get(0);
    }
    Map<Long, Execution> executions = new LinkedHashMap<>();
    Set<Long> dataflows = new LinkedHashSet<>();
    long refused = 0;
    for (Commit commit : commits) {
      commit.executions.forEach(each -> executions.merge(each.id(), each, Execution::then));
      dataflows.addAll(commit.dataflows);
      refused += commit.refused;
    }
    return new Commit(new ArrayList<>(executions.values()), dataflows, refused);
  }
}
