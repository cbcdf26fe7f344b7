package org.cnnprov.store.sql;

import java.util.UUID;
import org.cnnprov.event.Rank;
import org.jspecify.annotations.Nullable;

/** A process that sends numbered events. */
final class ProducerState extends Entity {

  final UUID id;

  /** The highest number stored; -1 before the first. */
  long stored = -1;

  /** The execution that it started last. */
  @Nullable ExecutionState execution;

  /** That execution's id, where it was removed. */
  @Nullable Long removedExecution;

  Rank rank = Rank.ONLY;

  ProducerState(UUID id) {
    this.id = id;
  }

  @Override
  Table table() {
    return Tables.PRODUCER;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id.toString(),
      stored,
      execution == null ? removedExecution : Long.valueOf(execution.id),
      (long) rank.index(),
      (long) rank.of()
    };
  }
}
