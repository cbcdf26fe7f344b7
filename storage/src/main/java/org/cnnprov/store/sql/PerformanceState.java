package org.cnnprov.store.sql;

import org.jspecify.annotations.Nullable;

/** A measured part of a task; its end may come later than its start. */
final class PerformanceState extends Entity {

  final long id;
  final long task;
  final @Nullable String subtask;
  final @Nullable String method;
  @Nullable String description;
  @Nullable String started;
  @Nullable String ended;
  @Nullable String invocation;

  PerformanceState(long id, long task, @Nullable String subtask, @Nullable String method) {
    this.id = id;
    this.task = task;
    this.subtask = subtask;
    this.method = method;
  }

  @Override
  Table table() {
    return Tables.PERFORMANCE;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id, task, subtask, method, description, started, ended, invocation
    };
  }
}
