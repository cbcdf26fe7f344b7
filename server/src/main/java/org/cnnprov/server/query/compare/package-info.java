/**
 * Comparison: what differs between executions. They are read from one snapshot, and their values
 * stand beside each other in the order in which they were asked for.
 */
@NullMarked
package org.cnnprov.server.query.compare;

import org.jspecify.annotations.NullMarked;
