package org.cnnprov.server.migration.dfanalyzer;

import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** A task of the old database: what has to be known of it before its rows come. */
final class OldTask {

  final long id;
  final String identifier;
  final long version;
  final OldCatalogue.Part transformation;

  /** The tag of its execution; null where the old server knew none. */
  final @Nullable String execution;

  final TaskStatus status;

  /** Where it goes; set once all tasks are known. */
  @Nullable Run run;

  /** What it is called in the store; null until that was looked up. */
  @Nullable Long newId;

  OldTask(
      long id,
      String identifier,
      long version,
      OldCatalogue.Part transformation,
      @Nullable String execution,
      TaskStatus status) {
    this.id = id;
    this.identifier = identifier;
    this.version = version;
    this.transformation = transformation;
    this.execution = execution;
    this.status = status;
  }
}
