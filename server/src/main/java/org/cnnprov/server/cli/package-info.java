/** The jar's command line. Settings live in {@link org.cnnprov.server.app.Settings}. */
@NullMarked
package org.cnnprov.server.cli;

import org.jspecify.annotations.NullMarked;
