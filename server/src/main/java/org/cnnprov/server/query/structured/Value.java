package org.cnnprov.server.query.structured;

/** What is projected, compared and ordered by. */
public sealed interface Value extends Operand permits Field, Aggregate {}
