/**
 * From bytes to events: the decoder of the capture batches ({@code spec/events.schema.json}). The
 * one package of core that reads JSON, and so needs Jackson.
 */
@NullMarked
package org.cnnprov.codec;

import org.jspecify.annotations.NullMarked;
