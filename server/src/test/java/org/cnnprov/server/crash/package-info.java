/**
 * The server is ended while many clients write: by SIGKILL, which nothing can prepare for, and by
 * SIGTERM.
 *
 * <p>Each {@link org.cnnprov.server.crash.Client} keeps {@link org.cnnprov.server.crash.Books} of
 * what its requests leave in the store, as lines of text; {@link org.cnnprov.server.crash.Audit}
 * selects the same lines from the store. {@link org.cnnprov.server.crash.Load} has the clients, the
 * server's process and the rounds.
 */
@NullMarked
package org.cnnprov.server.crash;

import org.jspecify.annotations.NullMarked;
