/** The elements of a data set: the rows that tasks wrote, page by page. */
@NullMarked
package org.cnnprov.server.query.set;

import org.jspecify.annotations.NullMarked;
