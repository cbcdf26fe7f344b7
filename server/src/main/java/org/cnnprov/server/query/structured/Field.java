package org.cnnprov.server.query.structured;

import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** A value of one element. */
public sealed interface Field extends Value {

  /**
   * An attribute of a data set.
   *
   * @param set absent where only one set of the query has such an attribute
   */
  record Attribute(@Nullable Name set, Name name) implements Field {}

  /**
   * A property of the execution that an element belongs to.
   *
   * @param set whose element; the first set of the query where absent
   */
  record OfExecution(@Nullable Name set, ExecutionProperty property) implements Field {}
}
