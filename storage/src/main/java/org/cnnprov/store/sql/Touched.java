package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.store.Commit;
import org.jspecify.annotations.Nullable;

/** What the commit at hand touches, for those who listen. Owned by the writer thread. */
final class Touched {

  private static final class Trace {
    private final Set<Long> sets = new LinkedHashSet<>();
    private @Nullable Double epoch;
    private boolean deleted;
  }

  private final Map<ExecutionState, Trace> executions = new LinkedHashMap<>();
  private final Set<Long> dataflows = new LinkedHashSet<>();

  /** The execution itself has changed, or something was reported of it. */
  void execution(ExecutionState execution) {
    trace(execution);
  }

  void deleted(ExecutionState execution) {
    trace(execution).deleted = true;
  }

  /** The set got elements of the execution. */
  void elements(ExecutionState execution, SetState set) {
    trace(execution).sets.add(set.id);
  }

  void epoch(ExecutionState execution, double epoch) {
    Trace trace = trace(execution);
    if (Double.isFinite(epoch) && (trace.epoch == null || epoch > trace.epoch)) {
      trace.epoch = epoch;
    }
  }

  /** The dataflow is new, or has grown. */
  void dataflow(DataflowState dataflow) {
    dataflows.add(dataflow.id);
  }

  /** All of it, once it is committed. */
  Commit take(int refused) {
    List<Commit.Execution> touched = new ArrayList<>();
    executions.forEach((execution, trace) -> touched.add(touched(execution, trace)));
    Commit commit = new Commit(touched, Set.copyOf(dataflows), refused);
    executions.clear();
    dataflows.clear();
    return commit;
  }

  private Trace trace(ExecutionState execution) {
    return executions.computeIfAbsent(execution, absent -> new Trace());
  }

  private static Commit.Execution touched(ExecutionState execution, Trace trace) {
    Commit.Kind kind = trace.deleted ? Commit.Kind.DELETED : kind(execution);
    execution.told = execution.status;
    return new Commit.Execution(
        execution.id, execution.dataflow.id, execution.status, kind, trace.sets, trace.epoch);
  }

  private static Commit.Kind kind(ExecutionState execution) {
    boolean runs = execution.status == ExecutionStatus.RUNNING;
    if (execution.told == null || (execution.told != ExecutionStatus.RUNNING && runs)) {
      return runs ? Commit.Kind.STARTED : Commit.Kind.ENDED;
    }
    return execution.told == execution.status ? Commit.Kind.CHANGED : Commit.Kind.ENDED;
  }
}
