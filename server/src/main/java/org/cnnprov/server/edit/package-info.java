/**
 * What people change by hand: names, notes, tags, the archive, removal, saved queries. Each request
 * becomes a {@link org.cnnprov.event.Command} and walks the same corridor as what is captured.
 */
@NullMarked
package org.cnnprov.server.edit;

import org.jspecify.annotations.NullMarked;
