package org.cnnprov.store.sql;

import java.time.LocalDateTime;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** That an execution, or a dataflow with all of its executions, was removed. */
final class RemovalState extends Entity {

  final long id;

  /** Null where the dataflow itself was removed, as are {@link #tag} and {@link #door}. */
  final @Nullable Long execution;

  final long dataflowId;
  final Name dataflow;
  final @Nullable String tag;
  final @Nullable CaptureDoor door;
  final @Nullable String person;
  final LocalDateTime at;

  /** Whether an execution of the same tag has begun anew since, or may. */
  boolean reopened;

  RemovalState(
      long id,
      @Nullable Long execution,
      long dataflowId,
      Name dataflow,
      @Nullable String tag,
      @Nullable CaptureDoor door,
      @Nullable String person,
      LocalDateTime at) {
    this.id = id;
    this.execution = execution;
    this.dataflowId = dataflowId;
    this.dataflow = dataflow;
    this.tag = tag;
    this.door = door;
    this.person = person;
    this.at = at;
  }

  @Override
  Table table() {
    return Tables.REMOVAL;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id,
      execution,
      dataflowId,
      dataflow.display(),
      tag,
      door == null ? null : door.text(),
      person,
      at,
      reopened
    };
  }
}
