/**
 * The relational ledger: how batches become rows of the schema that users query.
 *
 * <p>{@link org.cnnprov.store.sql.Ledger} is the way in. It owns, on the writer thread alone, what
 * it needs to know of the store ({@link org.cnnprov.store.sql.Catalogue}, {@link
 * org.cnnprov.store.sql.Executions}, {@link org.cnnprov.store.sql.Producers}); each event is
 * checked whole, then applied to that state and to the {@link org.cnnprov.store.sql.Changes} of the
 * group commit. Nothing here knows the engine but for SQL and {@link
 * org.cnnprov.store.sql.RowWriter}.
 */
@NullMarked
package org.cnnprov.store.sql;

import org.jspecify.annotations.NullMarked;
