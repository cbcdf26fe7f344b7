package org.cnnprov.model;

import org.jspecify.annotations.Nullable;

/** A program that a transformation runs. */
public record Program(String name, @Nullable String path) {}
