/** Tests of the command line. */
@NullMarked
package org.cnnprov.server.cli;

import org.jspecify.annotations.NullMarked;
