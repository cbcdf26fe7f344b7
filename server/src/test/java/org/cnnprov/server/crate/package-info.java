/** Research objects, as the server sends them. */
@NullMarked
package org.cnnprov.server.crate;

import org.jspecify.annotations.NullMarked;
