package org.cnnprov.server.query.structured;

/**
 * A column that each branch hands to the outer statement.
 *
 * @param field with its set, where it is an attribute
 * @param name in the answer, unless another column has it too
 */
record Column(int index, Field field, ValueType type, String name) {

  /** Its name between the branches and the outer statement; never one of the request. */
  String alias() {
    return "c" + index;
  }

  /** As the outer statement says it. */
  String sql() {
    return "r." + alias();
  }

  /** Its name with the set before it. */
  String qualifiedName() {
    return field instanceof Field.Attribute attribute && attribute.set() != null
        ? attribute.set().key() + "." + name
        : name;
  }
}
