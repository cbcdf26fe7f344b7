/** Dataflows as they are declared: the list, and one with all that it consists of. */
@NullMarked
package org.cnnprov.server.query.dataflow;

import org.jspecify.annotations.NullMarked;
