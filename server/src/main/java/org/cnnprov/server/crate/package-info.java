/**
 * An execution as a research object: an RO-Crate of the profile Process Run Crate, with its PROV
 * document. The server puts in what it holds itself and reads no file that a client named (ADR 27).
 */
@NullMarked
package org.cnnprov.server.crate;

import org.jspecify.annotations.NullMarked;
