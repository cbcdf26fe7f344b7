package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** All executions as the writer knows them, and which one an event means. */
final class Executions {

  private static final DateTimeFormatter TAG_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Executions whose tasks are kept in memory. */
  private static final int KEPT_WITH_TASKS = 1_000;

  private record Key(Name dataflow, String tag) {}

  private final Catalogue catalogue;
  private final Ids ids;
  private final Changes changes;
  private final Removals removals;
  private final Map<Key, ExecutionState> byKey = new HashMap<>();
  private final Map<Long, ExecutionState> byId = new HashMap<>();

  private int withTasks;

  Executions(Catalogue catalogue, Ids ids, Changes changes, Removals removals) {
    this.catalogue = catalogue;
    this.ids = ids;
    this.changes = changes;
    this.removals = removals;
  }

  void add(ExecutionState execution) {
    byKey.put(new Key(execution.dataflow.tag, execution.tag), execution);
    byId.put(execution.id, execution);
    execution.dataflow.latest = execution;
    execution.dataflow.latestRemoved = false;
  }

  Collection<ExecutionState> all() {
    return byId.values();
  }

  @Nullable ExecutionState byId(long id) {
    return byId.get(id);
  }

  List<ExecutionState> of(DataflowState dataflow) {
    return byId.values().stream().filter(each -> each.dataflow == dataflow).toList();
  }

  void remove(ExecutionState execution) {
    byKey.remove(new Key(execution.dataflow.tag, execution.tag));
    byId.remove(execution.id);
    if (execution.dataflow.latest == execution) {
      execution.dataflow.latest = null;
      execution.dataflow.latestRemoved = true;
    }
  }

  /** The dataflow that the event speaks of; null, and a problem, where there is none. */
  @Nullable DataflowState dataflow(
      ExecutionRef ref, @Nullable ProducerState producer, Problems problems) {
    Name tag = ref.dataflow();
    if (tag != null) {
      DataflowState found = catalogue.find(tag);
      if (found == null) {
        problems.add(
            ErrorCode.UNKNOWN_DATAFLOW,
            "/dataflow",
            "expected the tag of a declared dataflow, came '%s'".formatted(tag));
      }
      return found;
    }
    if (producer != null && producer.execution == null && producer.removedExecution != null) {
      Removals.tell("", problems);
      return null;
    }
    if (producer == null || producer.execution == null) {
      problems.add(
          ErrorCode.UNKNOWN_EXECUTION,
          "/execution",
          "expected an execution_started of this producer before, or \"dataflow\" and"
              + " \"execution\" in the event");
      return null;
    }
    return producer.execution.dataflow;
  }

  /** The execution that the event means, if it exists. */
  @Nullable ExecutionState find(
      ExecutionRef ref, DataflowState dataflow, @Nullable ProducerState producer) {
    if (ref.tag() != null) {
      return byKey.get(new Key(dataflow.tag, ref.tag()));
    }
    if (producer != null) {
      return producer.execution;
    }
    return dataflow.opensExecution ? null : dataflow.latest;
  }

  /** The execution that the event means; it begins to exist if it does not. */
  ExecutionState resolve(
      ExecutionRef ref,
      DataflowState dataflow,
      @Nullable ProducerState producer,
      CaptureDoor door,
      Instant receivedAt)
      throws SQLException {
    ExecutionState found = find(ref, dataflow, producer);
    if (found != null) {
      return found;
    }
    String tag = ref.tag() == null ? generatedTag(dataflow, receivedAt) : ref.tag();
    return create(dataflow, tag, door, receivedAt);
  }

  /** Something of the execution was received: it lives. */
  void heard(ExecutionState execution, Instant receivedAt) {
    execution.heardAt = receivedAt;
    execution.silence = null;
    execution.unsettled = true;
    boolean reopened =
        execution.door == CaptureDoor.DFANALYZER && execution.status != ExecutionStatus.RUNNING;
    if (execution.silent || reopened) {
      execution.silent = false;
      execution.status = ExecutionStatus.RUNNING;
      execution.endedAt = null;
      changes.touch(execution);
    }
  }

  /** Drops what is known of the tasks of ended executions; it is read again when it is needed. */
  void forgetEnded() {
    if (withTasks <= KEPT_WITH_TASKS) {
      return;
    }
    withTasks = 0;
    for (ExecutionState execution : byId.values()) {
      if (execution.status != ExecutionStatus.RUNNING) {
        execution.tasks = null;
      }
      withTasks += execution.tasks == null ? 0 : 1;
    }
    // However many run, the next look is a while away.
    withTasks = Math.min(withTasks, KEPT_WITH_TASKS / 2);
  }

  private ExecutionState create(
      DataflowState dataflow, String tag, CaptureDoor door, Instant receivedAt)
      throws SQLException {
    LocalDateTime at = Times.utc(receivedAt);
    ExecutionState execution =
        new ExecutionState(
            ids.next(Tables.DATAFLOW_EXECUTION), dataflow, tag, door, at, catalogue.lastLayout);
    execution.tasks = new TasksOfExecution();
    withTasks++;
    add(execution);
    removals.begun(execution);
    changes.touch(execution);
    if (dataflow.opensExecution) {
      dataflow.opensExecution = false;
      changes.touch(dataflow);
    }
    return execution;
  }

  private static String generatedTag(DataflowState dataflow, Instant at) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return dataflow.tag.display() + "-" + TAG_TIME.format(at) + "-" + random;
  }
}
