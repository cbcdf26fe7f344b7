package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.cnnprov.model.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/** A process left its execution; that of rank 0 ends it. */
public record ExecutionEnded(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    ExecutionStatus status,
    @Nullable Failure error)
    implements Event.OfExecution {}
