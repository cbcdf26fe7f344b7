/**
 * The page: files that the build of {@code web/} put into the jar, and the headers that keep a
 * browser from loading or running anything else.
 */
@NullMarked
package org.cnnprov.server.web;

import org.jspecify.annotations.NullMarked;
