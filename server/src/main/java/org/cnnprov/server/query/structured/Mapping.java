package org.cnnprov.server.query.structured;

/** How the elements of two data sets that are neighbours on a path belong together. */
public enum Mapping {
  /** The task that wrote the one read the other. */
  PHYSICAL,
  /** Equal values in all attributes that both sets have, by name and type. */
  LOGICAL,
  /** Both of the above. */
  HYBRID,
  /** No path is needed: elements of all named sets that belong to the same execution. */
  EXECUTION
}
