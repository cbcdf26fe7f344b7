/** DfAnalyzer's doors against the golden messages, the malformed ones, and the contract. */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer;

import org.jspecify.annotations.NullMarked;
