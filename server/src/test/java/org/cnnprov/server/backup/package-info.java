/** Backups, taken from and put back under a real server. */
@NullMarked
package org.cnnprov.server.backup;

import org.jspecify.annotations.NullMarked;
