package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How long a part of a task took.
 *
 * @param method what it was, for example COMPUTATION
 * @param started as the client wrote it
 * @param ended as the client wrote it; it may come with a later event
 */
public record PerformanceReported(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    TaskRef task,
    @Nullable String subtask,
    @Nullable String method,
    @Nullable String description,
    @Nullable String started,
    @Nullable String ended,
    @Nullable String invocation)
    implements Event.OfTask {}
