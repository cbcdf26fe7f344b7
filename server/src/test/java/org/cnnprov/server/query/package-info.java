/** Tests of the routes that read. */
@NullMarked
package org.cnnprov.server.query;

import org.jspecify.annotations.NullMarked;
