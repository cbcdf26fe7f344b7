package org.cnnprov.server.query.structured;

import org.jspecify.annotations.Nullable;

/**
 * One value of many elements.
 *
 * @param of what of each element; absent for {@link Function#COUNT} of the elements themselves
 */
public record Aggregate(Function function, @Nullable Field of) implements Value {

  /** NULL is left out by all of them. */
  public enum Function {
    /** How many; NaN counts. */
    COUNT,
    /** How many different ones. */
    COUNT_DISTINCT,
    /** The least; NaN is left out. */
    MIN,
    /** The greatest; NaN is left out. */
    MAX,
    /** The mean; NaN where a value is NaN. */
    AVG,
    /** The sum; NaN where a value is NaN. */
    SUM
  }

  public Aggregate {
    if (of == null && function != Function.COUNT) {
      throw new IllegalArgumentException(function + " needs a field");
    }
  }
}
