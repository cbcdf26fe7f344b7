/** The writers on their own, and their speed. */
@NullMarked
package org.cnnprov.prov.write;

import org.jspecify.annotations.NullMarked;
