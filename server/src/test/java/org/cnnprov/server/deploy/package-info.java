/** The files of docs/deploy, checked as far as can be without an engine that runs them. */
@NullMarked
package org.cnnprov.server.deploy;

import org.jspecify.annotations.NullMarked;
