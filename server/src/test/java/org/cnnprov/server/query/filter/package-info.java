/** Tests of the language of {@code where=}. */
@NullMarked
package org.cnnprov.server.query.filter;

import org.jspecify.annotations.NullMarked;
