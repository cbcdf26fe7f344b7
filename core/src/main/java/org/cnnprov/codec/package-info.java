/**
 * From bytes to events: the decoder of the capture batches ({@code spec/events.schema.json}), and
 * the reading of JSON with places and all problems at once, which other doors share. The one
 * package of core that reads JSON, and so needs Jackson.
 */
@NullMarked
package org.cnnprov.codec;

import org.jspecify.annotations.NullMarked;
