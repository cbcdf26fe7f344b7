package org.cnnprov.event;

import java.time.OffsetDateTime;

/** The process lives. */
public record Heartbeat(OffsetDateTime at, ExecutionRef execution) implements Event.OfExecution {}
