/**
 * Reading: what the routes below share. Each answer is one SQL statement wherever that can be, so
 * that it shows one committed state; nested lists and objects come out of it as lists of structs.
 *
 * <p>One package a concept: {@code dataflow}, {@code execution}, {@code set}, {@code series},
 * {@code rejected}, {@code sql}; {@code filter} is the language of {@code where=}.
 */
@NullMarked
package org.cnnprov.server.query;

import org.jspecify.annotations.NullMarked;
