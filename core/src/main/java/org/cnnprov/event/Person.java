package org.cnnprov.event;

import org.jspecify.annotations.Nullable;

/** Who ran the execution. */
public record Person(@Nullable String name, @Nullable String email) {}
