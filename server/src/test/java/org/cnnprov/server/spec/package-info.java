/** What tests share: a running server, a client for it, and the files of {@code spec/}. */
@NullMarked
package org.cnnprov.server.spec;

import org.jspecify.annotations.NullMarked;
