/**
 * DfAnalyzer's query interface: the text of a query becomes a {@link
 * org.cnnprov.server.query.structured.StructuredQuery}, and its answer CSV. Nothing of the text
 * travels further but names and values.
 */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer.query;

import org.jspecify.annotations.NullMarked;
