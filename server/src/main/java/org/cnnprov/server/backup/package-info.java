/** Backups of the store while it runs, and how they are put back. */
@NullMarked
package org.cnnprov.server.backup;

import org.jspecify.annotations.NullMarked;
