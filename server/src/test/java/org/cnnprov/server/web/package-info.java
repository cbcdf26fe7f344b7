/** The page as a client gets it. */
@NullMarked
package org.cnnprov.server.web;

import org.jspecify.annotations.NullMarked;
