package org.cnnprov.server.query.structured;

/** NaN and NULL come last, in this order, in both directions. */
public record Ordering(Value value, boolean descending) {}
