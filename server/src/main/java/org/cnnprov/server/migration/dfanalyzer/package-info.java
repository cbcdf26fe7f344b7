/**
 * Brings a DfAnalyzer database in: its dump is read twice, once for what was planned and which
 * tasks ran ({@code OldDatabase}), once for the rows, which become events ({@code Rows}) and are
 * posted to a server like those of any other client. Each execution is a producer of its own whose
 * number is derived from the dump, so that a second run doubles nothing and a broken one goes on.
 * Read {@link org.cnnprov.server.migration.dfanalyzer.DfAnalyzerImport} first.
 */
@NullMarked
package org.cnnprov.server.migration.dfanalyzer;

import org.jspecify.annotations.NullMarked;
