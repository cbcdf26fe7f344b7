/** Structured queries through the real server, and against a second evaluation. */
@NullMarked
package org.cnnprov.server.query.structured;

import org.jspecify.annotations.NullMarked;
