/**
 * Lineage: what something comes from, and what came of it, step by step over the view {@code
 * influence}, across executions and dataflows.
 */
@NullMarked
package org.cnnprov.server.query.lineage;

import org.jspecify.annotations.NullMarked;
