/** The decoder against the golden files, the malformed requests, and the contract's sentences. */
@NullMarked
package org.cnnprov.codec;

import org.jspecify.annotations.NullMarked;
