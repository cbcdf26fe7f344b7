package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.cnnprov.event.ExecutingProgram;
import org.cnnprov.event.ExecutionEnded;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.event.Failure;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.TaskStatus;
import org.jspecify.annotations.Nullable;

/** How executions start and end: by events, or by silence. */
final class Lifecycle {

  /** Heartbeats that may be missed. */
  private static final int INTERVALS = 6;

  /** Seconds between heartbeats of an execution that did not say. */
  private static final double DEFAULT_HEARTBEAT = 10;

  /** How long after its last message an execution of DfAnalyzer can be finished. */
  private static final Duration QUIET = Duration.ofMinutes(10);

  /**
   * The most of the time between two looks that counts as silence. They come every second: when it
   * is longer, the clock has jumped or we stood still.
   */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  private final Changes changes;
  private final Executions executions;
  private final Tasks tasks;
  private final Agents agents;
  private @Nullable Instant settledAt;

  Lifecycle(Changes changes, Executions executions, Tasks tasks, Agents agents) {
    this.changes = changes;
    this.executions = executions;
    this.tasks = tasks;
    this.agents = agents;
  }

  void start(ExecutionStarted event, ExecutionState execution, ProducerState producer)
      throws SQLException {
    boolean leads = event.rank().index() == 0;
    producer.execution = execution;
    producer.rank = event.rank();
    OffsetDateTime at = event.at();
    if (at != null && startsEarlier(at, execution)) {
      execution.startedAt = Times.utc(at);
      execution.timeZone = at.getOffset().getId();
    }
    if (event.uuid() != null) {
      execution.uuid = event.uuid().toString();
    }
    if (leads && execution.status != ExecutionStatus.RUNNING) {
      execution.status = ExecutionStatus.RUNNING;
      execution.endedAt = null;
      execution.error = null;
    }
    if (leads || execution.scientist == null) {
      execution.scientist = firstOf(agents.person(event.person()), execution.scientist);
    }
    if (leads || execution.hardware == null) {
      execution.hardware = firstOf(agents.machine(event.machine()), execution.hardware);
    }
    execution.heartbeatSeconds = event.imported() ? null : event.heartbeatSeconds();
    if (event.resumedFrom() != null) {
      execution.resumedDataflow =
          event.resumedFrom().dataflow() == null
              ? execution.dataflow.tag.display()
              : event.resumedFrom().dataflow().display();
      execution.resumedExecution = event.resumedFrom().tag();
    }
    if (event.program() != null && execution.ranks.add(event.rank().index())) {
      addProgram(event, event.program(), execution);
    }
    changes.touch(execution);
  }

  void end(ExecutionEnded event, ExecutionState execution, @Nullable ProducerState producer)
      throws SQLException {
    if (producer != null && producer.rank.index() != 0) {
      return;
    }
    execution.status = event.status();
    execution.endedAt = Times.utc(event.at());
    execution.error = event.error();
    changes.touch(execution);
    if (event.status() != ExecutionStatus.FINISHED) {
      failOpenTasks(event, execution);
    }
  }

  /** Person and machine, from a door that has no event of its own for them. */
  void name(ExecutionState execution, TaskReported.@Nullable Agents named) throws SQLException {
    if (named == null) {
      return;
    }
    Long scientist = firstOf(execution.scientist, agents.person(named.person()));
    Long hardware = firstOf(execution.hardware, agents.machine(named.machine()));
    if (!Objects.equals(scientist, execution.scientist)
        || !Objects.equals(hardware, execution.hardware)) {
      execution.scientist = scientist;
      execution.hardware = hardware;
      changes.touch(execution);
    }
  }

  /** Ends the executions that have been silent for too long. */
  void settle(Instant now) throws SQLException {
    Duration step = step(now);
    for (ExecutionState execution : executions.all()) {
      if (execution.status == ExecutionStatus.RUNNING) {
        settle(execution, now, step);
      }
    }
  }

  /** The time since the last call, as far as it can be silence of the clients. */
  private Duration step(Instant now) {
    Duration step = settledAt == null ? Duration.ZERO : Duration.between(settledAt, now);
    settledAt = now;
    if (step.isNegative()) {
      return Duration.ZERO;
    }
    return step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP;
  }

  private void settle(ExecutionState execution, Instant now, Duration step) throws SQLException {
    if (execution.heardAt == null) {
      // After a start of the server: nobody could reach it before.
      execution.heardAt = now;
    }
    Instant heardAt = execution.heardAt;
    Duration silence = execution.silence == null ? Duration.ZERO : execution.silence.plus(step);
    execution.silence = silence;
    switch (execution.door) {
      case NATIVE -> abortAfter(silence, heardAt, execution);
      case DFANALYZER -> finishAfter(silence, heardAt, execution);
      case IMPORT -> {
        // It was over before it came: its silence says nothing.
      }
    }
  }

  private void abortAfter(Duration silence, Instant heardAt, ExecutionState execution) {
    double heartbeat =
        execution.heartbeatSeconds == null ? DEFAULT_HEARTBEAT : execution.heartbeatSeconds;
    if (silence.toMillis() > INTERVALS * heartbeat * 1_000) {
      endSilently(execution, ExecutionStatus.ABORTED, heardAt);
    }
  }

  private void finishAfter(Duration silence, Instant heardAt, ExecutionState execution)
      throws SQLException {
    if (!execution.unsettled || silence.compareTo(QUIET) < 0) {
      return;
    }
    execution.unsettled = false;
    TasksOfExecution all = tasks.tasksOf(execution);
    if (all.allEnded()) {
      endSilently(
          execution, all.anyFailed() ? ExecutionStatus.FAILED : ExecutionStatus.FINISHED, heardAt);
    }
  }

  private void endSilently(ExecutionState execution, ExecutionStatus status, Instant at) {
    execution.status = status;
    execution.endedAt = Times.utc(at);
    execution.silent = true;
    changes.touch(execution);
  }

  private void failOpenTasks(ExecutionEnded event, ExecutionState execution) throws SQLException {
    for (TaskState task : tasks.tasksOf(execution).all()) {
      if (!task.status.ended()) {
        task.status = TaskStatus.FAILED;
        task.endedAt = Times.utc(event.at());
        task.error =
            new Failure(null, "the execution ended " + event.status() + " while it ran", null);
        changes.touch(task);
      }
    }
  }

  private static boolean startsEarlier(OffsetDateTime at, ExecutionState execution) {
    LocalDateTime before = execution.startedAt;
    LocalDateTime utc = Times.utc(at);
    return before == null || (utc != null && utc.isBefore(before));
  }

  private void addProgram(
      ExecutionStarted event, ExecutingProgram program, ExecutionState execution) {
    changes.add(
        Tables.EXECUTION_PROGRAM,
        execution.id,
        (long) event.rank().index(),
        (long) event.rank().of(),
        program.name(),
        program.language(),
        program.framework(),
        String.join(" ", program.command()));
  }

  private static @Nullable Long firstOf(@Nullable Long preferred, @Nullable Long other) {
    return preferred != null ? preferred : other;
  }
}
