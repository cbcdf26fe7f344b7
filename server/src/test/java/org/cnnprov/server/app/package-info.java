/** Tests of the service as a whole: contract, start, overload, failure, end. */
@NullMarked
package org.cnnprov.server.app;

import org.jspecify.annotations.NullMarked;
