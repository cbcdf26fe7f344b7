/**
 * What the server counts and measures of itself, for {@code /metrics}, and the log lines that go
 * with refusals. Nothing here knows the parts that are measured; they call these.
 *
 * <p>Names follow Prometheus: units and {@code _total} at their end. No label has a value that a
 * client chose.
 */
@NullMarked
package org.cnnprov.server.metrics;

import org.jspecify.annotations.NullMarked;
