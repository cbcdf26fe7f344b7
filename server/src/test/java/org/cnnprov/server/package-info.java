/** Tests of the whole: the architecture. */
@NullMarked
package org.cnnprov.server;

import org.jspecify.annotations.NullMarked;
