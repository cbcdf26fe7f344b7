/** {@code POST /api/v1/sql}: one reading statement of a user. The store decides what reads. */
@NullMarked
package org.cnnprov.server.query.sql;

import org.jspecify.annotations.NullMarked;
