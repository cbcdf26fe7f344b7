package org.cnnprov.store.sql;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cnnprov.event.Failure;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** A task as the writer knows it. */
final class TaskState extends Entity {

  final long id;
  final String identifier;
  final ExecutionState execution;
  final TransformationState transformation;
  final long version;
  final LocalDateTime receivedAt;

  TaskStatus status;
  @Nullable String workspace;
  @Nullable String resource;
  @Nullable String output;
  @Nullable Failure error;
  @Nullable LocalDateTime startedAt;
  @Nullable LocalDateTime endedAt;

  final Set<TaskState> dependencies = new LinkedHashSet<>();

  /** Entries of messages without {@code exec} that are stored. */
  final Set<Long> entries = new HashSet<>();

  /** The last message with {@code exec}. */
  @Nullable Long lastMessage;

  final Map<String, PerformanceState> performances = new HashMap<>();

  /** (name, path) of the files that DfAnalyzer's door has stored. */
  final Set<String> files = new HashSet<>();

  /** (set, name) of what stands in {@link Tables#PARAMETER}. */
  final Set<String> parameters = new HashSet<>();

  /** (set, reader) of which every row that this task wrote has been given to the reader. */
  final Set<String> handedOver = new HashSet<>();

  TaskState(
      long id,
      String identifier,
      ExecutionState execution,
      TransformationState transformation,
      long version,
      LocalDateTime receivedAt,
      TaskStatus status) {
    this.id = id;
    this.identifier = identifier;
    this.execution = execution;
    this.transformation = transformation;
    this.version = version;
    this.receivedAt = receivedAt;
    this.status = status;
  }

  @Override
  Table table() {
    return Tables.TASK;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id,
      identifier,
      version,
      execution.tag,
      transformation.id,
      status.name(),
      workspace,
      resource,
      output,
      error == null ? null : error.message(),
      execution.id,
      error == null ? null : error.type(),
      error == null ? null : error.traceback(),
      startedAt,
      endedAt,
      receivedAt
    };
  }
}
