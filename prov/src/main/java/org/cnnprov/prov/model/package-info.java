/**
 * PROV-DM as records: elements, relations, bundles, their attributes and values. A document is a
 * sequence of {@link org.cnnprov.prov.model.Statement}s, never held as a whole.
 *
 * @see <a href="https://www.w3.org/TR/prov-dm/">PROV-DM: The PROV Data Model</a>
 */
@NullMarked
package org.cnnprov.prov.model;

import org.jspecify.annotations.NullMarked;
