/**
 * DfAnalyzer's HTTP protocol, which its Python clients speak unmodified. Its messages become the
 * same events as everybody else's; nothing of its forms travels further.
 */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer;

import org.jspecify.annotations.NullMarked;
