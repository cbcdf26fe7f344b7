/**
 * Readers of PROV documents that were made elsewhere, in PROV-N and PROV-JSON. They read what the
 * recommendation describes, and refuse the rest with the place of the mistake: nothing is left out.
 */
@NullMarked
package org.cnnprov.prov.read;

import org.jspecify.annotations.NullMarked;
