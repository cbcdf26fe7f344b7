/**
 * Answers as Arrow streams. Of Arrow's libraries only the generated code of its metadata is used:
 * the vectors themselves are bytes that are written as they come, so that no memory outside of the
 * heap, and no option of the JVM, is needed.
 */
@NullMarked
package org.cnnprov.server.arrow;

import org.jspecify.annotations.NullMarked;
