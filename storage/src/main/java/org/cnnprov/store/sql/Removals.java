package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which executions were removed, so that a client that still reports one of them does not bring a
 * part of it back. One of the same tag begins anew with the start of its first rank after the
 * removal; one of DfAnalyzer, whose clients report no start, once its dataflow is declared again.
 */
final class Removals {

  private record Key(Name dataflow, String tag) {}

  private final Ids ids;
  private final Changes changes;
  private final Map<Key, RemovalState> closed = new HashMap<>();

  Removals(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  /** One that the store holds. */
  void load(RemovalState removal, Catalogue catalogue) throws SQLException {
    ids.seen(Tables.DATAFLOW, removal.dataflowId);
    Long execution = removal.execution;
    String tag = removal.tag;
    if (execution == null || tag == null) {
      return;
    }
    ids.seen(Tables.DATAFLOW_EXECUTION, execution);
    if (!removal.reopened) {
      closed.put(new Key(removal.dataflow, tag), removal);
    }
    DataflowState dataflow = catalogue.byId(removal.dataflowId);
    if (dataflow != null && (dataflow.latest == null || dataflow.latest.id < execution)) {
      dataflow.latest = null;
      dataflow.latestRemoved = true;
    }
  }

  void add(ExecutionState execution, @Nullable String person, LocalDateTime at)
      throws SQLException {
    RemovalState removal =
        new RemovalState(
            ids.next(Tables.REMOVAL),
            execution.id,
            execution.dataflow.id,
            execution.dataflow.tag,
            execution.tag,
            execution.door,
            person,
            at);
    closed.put(new Key(removal.dataflow, execution.tag), removal);
    changes.touch(removal);
    changes.touched().deleted(execution);
  }

  void add(DataflowState dataflow, @Nullable String person, LocalDateTime at) throws SQLException {
    changes.touch(
        new RemovalState(
            ids.next(Tables.REMOVAL), null, dataflow.id, dataflow.tag, null, null, person, at));
    changes.touched().dataflow(dataflow);
  }

  /** Finds whether an event of an execution that is not in the store is of a removed one. */
  boolean holdsBack(Event.OfExecution event, DataflowState dataflow) {
    String tag = event.execution().tag();
    if (tag == null) {
      return dataflow.latestRemoved && !dataflow.opensExecution;
    }
    RemovalState removal = closed.get(new Key(dataflow.tag, tag));
    return removal != null
        && !(event instanceof ExecutionStarted started && beginsAnew(started, removal));
  }

  /** The event began an execution: if one of this tag was removed, that is over. */
  void begun(ExecutionState execution) {
    reopen(closed.remove(new Key(execution.dataflow.tag, execution.tag)));
  }

  /** A specification came that DfAnalyzer's clients send before the tasks of a run. */
  void declared(DataflowState dataflow) {
    closed
        .values()
        .removeIf(
            removal -> {
              boolean opens =
                  removal.door == CaptureDoor.DFANALYZER && removal.dataflow.equals(dataflow.tag);
              if (opens) {
                reopen(removal);
              }
              return opens;
            });
  }

  static void tell(String pointer, Problems problems) {
    problems.add(
        ErrorCode.EXECUTION_REMOVED,
        pointer,
        "the execution was removed from this store; what still comes of it is not kept");
  }

  private static boolean beginsAnew(ExecutionStarted started, RemovalState removal) {
    LocalDateTime at = Times.utc(started.at());
    return started.rank().index() == 0 && at != null && at.isAfter(removal.at);
  }

  private void reopen(@Nullable RemovalState removal) {
    if (removal != null) {
      removal.reopened = true;
      changes.touch(removal);
    }
  }
}
