package org.cnnprov.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cnnprov.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something that was refused.
 *
 * @param producer and {@code number}: which event it was, where it had a number
 * @param raw the bytes as they came: the line of the event, or the body of the request
 */
public record Refusal(
    long id,
    Instant at,
    String door,
    String remote,
    @Nullable UUID producer,
    @Nullable Long number,
    List<Problem> problems,
    byte[] raw) {}
