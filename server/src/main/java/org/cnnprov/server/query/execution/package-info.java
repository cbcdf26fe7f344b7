/**
 * Executions: the run table with its filter, order and columns, one execution with all that is
 * known of it, and its tasks.
 */
@NullMarked
package org.cnnprov.server.query.execution;

import org.jspecify.annotations.NullMarked;
