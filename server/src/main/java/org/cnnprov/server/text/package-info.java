/**
 * Texts that consist of calls, {@code name(argument, …)}, one after another, as DfAnalyzer's
 * clients without JSON write them. Knows the grammar and the places in it, and no call by its name.
 */
@NullMarked
package org.cnnprov.server.text;

import org.jspecify.annotations.NullMarked;
