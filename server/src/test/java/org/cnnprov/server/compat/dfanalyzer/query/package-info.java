/** The query interface: its grammar, and its answers against a second computation. */
@NullMarked
package org.cnnprov.server.compat.dfanalyzer.query;

import org.jspecify.annotations.NullMarked;
