/** DfAnalyzer's HTTP protocol, which its Python clients speak unmodified. */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer;

import org.jspecify.annotations.NullMarked;
