/** Tests of the way in. */
@NullMarked
package org.cnnprov.server.ingest;

import org.jspecify.annotations.NullMarked;
