/** What was refused, with its reason and its raw bytes. */
@NullMarked
package org.cnnprov.server.query.rejected;

import org.jspecify.annotations.NullMarked;
