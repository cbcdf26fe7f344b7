package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.cnnprov.model.Dataflow;
import org.jspecify.annotations.Nullable;

/**
 * A specification was sent: prospective provenance.
 *
 * @param opensExecution whether the next task that names no execution opens a new one
 */
public record DataflowDeclared(
    @Nullable OffsetDateTime at, Dataflow dataflow, boolean opensExecution) implements Event {}
