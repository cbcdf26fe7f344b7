package org.cnnprov.event;

import org.jspecify.annotations.Nullable;

/**
 * Where the execution ran. What the client did not say is null.
 *
 * @param gpus the GPUs, as JSON
 */
public record Machine(
    @Nullable String host,
    @Nullable String os,
    @Nullable String platform,
    @Nullable String architecture,
    @Nullable String processor,
    @Nullable Long cores,
    @Nullable Long memoryBytes,
    @Nullable String gpus,
    @Nullable Boolean inContainer) {}
