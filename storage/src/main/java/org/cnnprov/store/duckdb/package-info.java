/**
 * The embedded store: DuckDB, a column store in the process, one file on local disk. What users may
 * query lies in {@code cnnprov.duckdb}, what was refused in {@code refused.duckdb}, out of their
 * reach.
 */
@NullMarked
package org.cnnprov.store.duckdb;

import org.jspecify.annotations.NullMarked;
