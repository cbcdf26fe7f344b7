/**
 * The form of the log: one JSON object a line, on standard error. What is logged stands where it
 * happens; the levels stand in {@code logging.properties}.
 */
@NullMarked
package org.cnnprov.server.log;

import org.jspecify.annotations.NullMarked;
