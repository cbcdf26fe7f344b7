/**
 * The service as a whole: its settings and limits, the wiring of its parts, its start and its end.
 *
 * <p>Read {@link org.cnnprov.server.app.Server} from top to bottom.
 */
@NullMarked
package org.cnnprov.server.app;

import org.jspecify.annotations.NullMarked;
