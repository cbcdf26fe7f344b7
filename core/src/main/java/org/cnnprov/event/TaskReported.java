package org.cnnprov.event;

import java.time.OffsetDateTime;
import java.util.List;
import org.cnnprov.model.Name;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * A task began, changed or ended. Absent texts leave what is stored.
 *
 * @param joins whether a task that exists keeps its status (several ranks begin the same task)
 * @param dependencies tasks whose output this one reads
 * @param agents who and where, from DfAnalyzer's newer clients; else null
 */
public record TaskReported(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    TaskRef task,
    TaskStatus status,
    boolean joins,
    @Nullable String workspace,
    @Nullable String resource,
    @Nullable String output,
    @Nullable Failure error,
    List<TaskRef> dependencies,
    @Nullable Agents agents)
    implements Event.OfTask {

  public TaskReported {
    dependencies = List.copyOf(dependencies);
  }

  /** The transformation that the task executes. */
  public Name transformation() {
    return task.transformation();
  }

  /** Person and machine of an execution that has no event of its own for them. */
  public record Agents(@Nullable Person person, @Nullable Machine machine) {}
}
