package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One thing that a capture library, or another door, reports. */
public sealed interface Event
    permits DataflowDeclared,
        ExecutionStarted,
        ExecutionEnded,
        EnvironmentRecorded,
        TaskReported,
        ElementsReported,
        FileReported,
        PerformanceReported,
        NoteWritten,
        Heartbeat {

  /** The producer's clock, with its zone; null where the door has no times (DfAnalyzer). */
  @Nullable OffsetDateTime at();
}
