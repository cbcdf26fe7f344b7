package org.cnnprov.model;

/**
 * How large a dataflow may become over all its versions. Not to be set: each attribute is a column,
 * and a table of more columns than this stalls the writer for seconds when it grows.
 */
public final class Bounds {

  /** Transformations of a dataflow. */
  public static final int TRANSFORMATIONS = 1_000;

  /** Data sets of a dataflow. */
  public static final int SETS = 5_000;

  /** Attributes of a data set. */
  public static final int ATTRIBUTES = 2_000;

  private Bounds() {}
}
