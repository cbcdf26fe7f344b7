package org.cnnprov.store.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** The tasks of one execution, by transformation and identifier. */
final class TasksOfExecution {

  private record Key(long transformation, String identifier) {}

  private final Map<Key, TaskState> tasks = new HashMap<>();

  @Nullable TaskState find(TransformationState transformation, String identifier) {
    return tasks.get(new Key(transformation.id, identifier));
  }

  void add(TaskState task) {
    tasks.put(new Key(task.transformation.id, task.identifier), task);
  }

  Collection<TaskState> all() {
    return tasks.values();
  }

  boolean allEnded() {
    return tasks.values().stream().allMatch(task -> task.status.ended());
  }

  boolean anyFailed() {
    return tasks.values().stream().anyMatch(task -> task.status == TaskStatus.FAILED);
  }
}
