/**
 * Writers of PROV documents. Each takes one statement after the other and holds none, so that the
 * memory it needs does not grow with the document. The same statements give the same bytes.
 */
@NullMarked
package org.cnnprov.prov.write;

import org.jspecify.annotations.NullMarked;
