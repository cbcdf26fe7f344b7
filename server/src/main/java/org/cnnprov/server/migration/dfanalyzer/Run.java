package org.cnnprov.server.migration.dfanalyzer;

import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** An execution that the import brings in. */
final class Run {

  final long dataflow;
  final String dataflowTag;

  /** Its row in the old database; null where that had none. */
  final OldCatalogue.@Nullable Execution old;

  /** May become another one, where the store has that tag from elsewhere. */
  String tag;

  int tasks;
  int open;
  int failed;
  long rows;

  /** Why it is left out; null where it is brought in. */
  @Nullable String leftOut;

  /** Its number in the store; null until that was looked up. */
  @Nullable Long newId;

  Run(long dataflow, String dataflowTag, String tag, OldCatalogue.@Nullable Execution old) {
    this.dataflow = dataflow;
    this.dataflowTag = dataflowTag;
    this.tag = tag;
    this.old = old;
  }

  void add(OldTask task) {
    task.run = this;
    tasks++;
    open += task.status.ended() ? 0 : 1;
    failed += task.status == TaskStatus.FAILED ? 1 : 0;
  }

  /** The status with which it ends; null where it has none, or a task that never ended. */
  @Nullable String endStatus() {
    if (tasks == 0 || open > 0) {
      return null;
    }
    return failed > 0 ? "FAILED" : "FINISHED";
  }
}
