/** Tests of what all routes share. */
@NullMarked
package org.cnnprov.server.http;

import org.jspecify.annotations.NullMarked;
