/** Tests of tokens by themselves. */
@NullMarked
package org.cnnprov.server.access;

import org.jspecify.annotations.NullMarked;
