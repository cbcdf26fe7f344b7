package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A task read or wrote elements of a data set.
 *
 * @param pointer where the rows stand within the event or message, as a JSON pointer
 * @param fingerprint a hash of set and rows, by which a repetition is known; 0 where the sender
 *     numbers its events
 */
public record ElementsReported(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    TaskRef task,
    Name set,
    Rows rows,
    String pointer,
    long fingerprint)
    implements Event.OfTask {}
