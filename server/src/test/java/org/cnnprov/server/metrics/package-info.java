/** Tests of figures and log lines by themselves. */
@NullMarked
package org.cnnprov.server.metrics;

import org.jspecify.annotations.NullMarked;
