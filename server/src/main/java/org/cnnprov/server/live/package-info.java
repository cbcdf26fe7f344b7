/**
 * Tells listeners of each commit, as server-sent events.
 *
 * <p>The writer hands a commit to the {@link org.cnnprov.server.live.Feed}, whose thread notes it
 * in the {@link org.cnnprov.server.live.Journal} and wakes the listeners. Each {@link
 * org.cnnprov.server.live.Listener} knows its place in the journal, and writes without ever waiting
 * for its client; one whose place is forgotten is told to load again.
 */
@NullMarked
package org.cnnprov.server.live;

import org.jspecify.annotations.NullMarked;
