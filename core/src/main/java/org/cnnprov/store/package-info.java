/**
 * The seam to what keeps the provenance: append batches in one transaction, run a query, list what
 * was refused, tell the health. A store of another kind implements {@link org.cnnprov.store.Store}
 * and passes the contract tests in the module {@code storage}.
 */
@NullMarked
package org.cnnprov.store;

import org.jspecify.annotations.NullMarked;
