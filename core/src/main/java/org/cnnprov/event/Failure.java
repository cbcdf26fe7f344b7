package org.cnnprov.event;

import org.jspecify.annotations.Nullable;

/** The error that something ended with. */
public record Failure(
    @Nullable String type, @Nullable String message, @Nullable String traceback) {}
