package org.cnnprov.store.sql;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** A dataflow as the writer knows it. */
final class DataflowState extends Entity {

  final long id;
  final Name tag;
  final String schema;
  final LocalDateTime createdAt;
  final Map<Name, TransformationState> transformations = new LinkedHashMap<>();
  final Map<Name, SetState> sets = new LinkedHashMap<>();

  /** (name, path) → id. */
  final Map<String, Long> programs = new HashMap<>();

  /** Tables and views in the schema. */
  final Set<String> relations = new HashSet<>();

  long version;
  boolean opensExecution;
  boolean archived;

  /** The execution that tasks belong to which name none; null where there is none. */
  @Nullable ExecutionState latest;

  /** Whether the latest one was removed: whoever goes on reporting it must not begin another. */
  boolean latestRemoved;

  DataflowState(long id, Name tag, String schema, LocalDateTime createdAt) {
    this.id = id;
    this.tag = tag;
    this.schema = schema;
    this.createdAt = createdAt;
  }

  @Override
  Table table() {
    return Tables.DATAFLOW;
  }

  @Override
  @Nullable Object[] row() {
    return new @Nullable Object[] {
      id, tag.key(), tag.display(), schema, opensExecution, createdAt, archived
    };
  }
}
