package org.cnnprov.store.sql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cnnprov.event.Failure;
import org.cnnprov.model.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/** An execution as the writer knows it. */
final class ExecutionState extends Entity {

  final long id;
  final DataflowState dataflow;
  final String tag;

  final CaptureDoor door;

  final LocalDateTime receivedAt;

  /** The greatest layout that its positional rows may follow. */
  final long layoutHorizon;

  /** The same for the same keys in every store (RFC 9562, version 3), unless it brought one. */
  String uuid;

  ExecutionStatus status = ExecutionStatus.RUNNING;

  /** The status at the last commit that touched it; null before the first. */
  @Nullable ExecutionStatus told;

  /** Whether it was ended for its silence alone: the next event makes it what it was. */
  boolean silent;

  @Nullable Long scientist;
  @Nullable Long hardware;
  @Nullable LocalDateTime startedAt;
  @Nullable String timeZone;
  @Nullable LocalDateTime endedAt;
  @Nullable Double heartbeatSeconds;
  @Nullable String resumedDataflow;
  @Nullable String resumedExecution;
  @Nullable Failure error;
  @Nullable String name;
  @Nullable String note;
  boolean archived;

  /** When anything was last received of it; null when nothing was since the store was opened. */
  @Nullable Instant heardAt;

  /** How long it has been silent; null when something came since that was last counted. */
  @Nullable Duration silence;

  /** Whether something came since its tasks were last looked at for an end. */
  boolean unsettled = true;

  /** (set, layout): sets whose positional rows have moved on to a newer layout. */
  final Map<Long, Long> layouts = new HashMap<>();

  /** Ranks whose program is stored. */
  final Set<Integer> ranks = new HashSet<>();

  /** Its tasks; null until they are needed. */
  @Nullable TasksOfExecution tasks;

  ExecutionState(
      long id,
      DataflowState dataflow,
      String tag,
      CaptureDoor door,
      LocalDateTime receivedAt,
      long layoutHorizon) {
    this.id = id;
    this.dataflow = dataflow;
    this.tag = tag;
    this.door = door;
    this.receivedAt = receivedAt;
    this.layoutHorizon = layoutHorizon;
    this.uuid = uuidOf(dataflow, tag);
  }

  @Override
  Table table() {
    return Tables.DATAFLOW_EXECUTION;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id,
      uuid,
      tag,
      dataflow.id,
      scientist,
      hardware,
      status.name(),
      door.text(),
      startedAt,
      timeZone,
      endedAt,
      receivedAt,
      heartbeatSeconds,
      resumedDataflow,
      resumedExecution,
      error == null ? null : error.type(),
      error == null ? null : error.message(),
      error == null ? null : error.traceback(),
      name,
      note,
      layoutHorizon,
      silent,
      archived
    };
  }

  private static String uuidOf(DataflowState dataflow, String tag) {
    String key = dataflow.tag.key() + '\0' + tag;
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
