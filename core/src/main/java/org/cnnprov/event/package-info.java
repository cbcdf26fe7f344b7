/**
 * What happened, as capture libraries report it: one record for each event type, grouped into the
 * batches that walk the write corridor.
 *
 * <p>Every door decodes to these. What only the store can know (which execution is the producer's
 * current one, in which order a client's positional values stand) is left open in {@link
 * org.cnnprov.event.ExecutionRef} and {@link org.cnnprov.event.Rows}, and settled by the one thread
 * that writes.
 */
@NullMarked
package org.cnnprov.event;

import org.jspecify.annotations.NullMarked;
