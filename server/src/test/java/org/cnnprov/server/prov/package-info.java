/** Documents of executions, as the server sends them. */
@NullMarked
package org.cnnprov.server.prov;

import org.jspecify.annotations.NullMarked;
