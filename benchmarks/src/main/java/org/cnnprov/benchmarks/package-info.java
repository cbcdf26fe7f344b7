/**
 * Programs that load a server over HTTP and say what they saw. Each prints one JSON object; {@code
 * benchmarks/run.py} starts them, and the server as a process of its own.
 */
@NullMarked
package org.cnnprov.benchmarks;

import org.jspecify.annotations.NullMarked;
