package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One thing that a capture library, or another door, reports. */
public sealed interface Event permits DataflowDeclared, Event.OfExecution {

  /** The producer's clock, with its zone; null where there is no time (DfAnalyzer, an import). */
  @Nullable OffsetDateTime at();

  /** An event of an execution. */
  sealed interface OfExecution extends Event
      permits ExecutionStarted,
          ExecutionEnded,
          EnvironmentRecorded,
          NoteWritten,
          Heartbeat,
          OfTask {

    ExecutionRef execution();
  }

  /** An event of a task. */
  sealed interface OfTask extends OfExecution
      permits TaskReported, ElementsReported, FileReported, PerformanceReported {

    TaskRef task();
  }
}
