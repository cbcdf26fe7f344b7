/**
 * The structured query: what is asked of data sets, without SQL. One model and one compiler for
 * both doors, {@code POST /api/v1/query} here and DfAnalyzer's query interface.
 *
 * <p>A door makes a {@link org.cnnprov.server.query.structured.StructuredQuery}; {@link
 * org.cnnprov.server.query.structured.StructuredQueries} makes one SQL statement of it, in which
 * values are parameters and identifiers come from the catalogue alone.
 */
@NullMarked
package org.cnnprov.server.query.structured;

import org.jspecify.annotations.NullMarked;
