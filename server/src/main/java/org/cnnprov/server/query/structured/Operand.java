package org.cnnprov.server.query.structured;

/** What stands on the right of a comparison. */
public sealed interface Operand permits Literal, Value {}
