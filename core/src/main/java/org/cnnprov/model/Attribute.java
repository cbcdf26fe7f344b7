package org.cnnprov.model;

import org.jspecify.annotations.Nullable;

/** One column of a data set. */
public record Attribute(Name name, AttributeType type, @Nullable String description) {}
