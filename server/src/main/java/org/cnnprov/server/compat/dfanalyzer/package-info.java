/**
 * DfAnalyzer's doors: its messages, as the published client libraries send them, become the same
 * events as everybody else's. Nothing of its forms travels further.
 */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer;

import org.jspecify.annotations.NullMarked;
