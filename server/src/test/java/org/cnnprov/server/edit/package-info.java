/** Changes by hand, from the request to what is read afterwards. */
@NullMarked
package org.cnnprov.server.edit;

import org.jspecify.annotations.NullMarked;
