/**
 * Executions and plans as W3C PROV: the rows of one snapshot become one sequence of statements,
 * which a writer of {@code org.cnnprov.prov.write} takes as they come. The mapping is specified in
 * {@code docs/reference/prov-mapping.md}, the terms in {@code spec/ns/cnn.ttl}.
 */
@NullMarked
package org.cnnprov.server.prov;

import org.jspecify.annotations.NullMarked;
