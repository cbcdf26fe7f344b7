/** Tests of the package of the same name. */
@NullMarked
package org.cnnprov.server.live;

import org.jspecify.annotations.NullMarked;
