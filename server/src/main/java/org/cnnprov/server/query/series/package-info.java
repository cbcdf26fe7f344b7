/** Curves of metrics: the page draws them, so they are downsampled in the store. */
@NullMarked
package org.cnnprov.server.query.series;

import org.jspecify.annotations.NullMarked;
