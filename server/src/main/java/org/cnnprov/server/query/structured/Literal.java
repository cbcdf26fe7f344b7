package org.cnnprov.server.query.structured;

/** A value of the request. It reaches the store as a parameter, never as SQL. */
public sealed interface Literal extends Operand {

  record Textual(String value) implements Literal {}

  /** A number; NaN and the infinities are numbers too. */
  record Numeric(double value) implements Literal {}
}
