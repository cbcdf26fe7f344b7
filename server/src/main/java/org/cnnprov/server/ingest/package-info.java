/**
 * The write corridor: a body is read within limits, decoded to a batch, waits in a bounded queue,
 * and is stored by the one thread that writes; its answer goes out when the data are durable.
 *
 * <p>{@link org.cnnprov.server.ingest.Door} is the way that every format takes, {@link
 * org.cnnprov.server.ingest.IngestPipeline} the queue and the writer.
 */
@NullMarked
package org.cnnprov.server.ingest;

import org.jspecify.annotations.NullMarked;
