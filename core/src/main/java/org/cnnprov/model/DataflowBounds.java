package org.cnnprov.model;

/**
 * How large a dataflow may become over all its versions. What is stored stays where a bound is
 * lowered, and no more is added to it.
 *
 * @param tagLength of a tag, or an attribute's name, in UTF-16 units; at most {@link
 *     Name#MAX_LENGTH}
 * @param attributes of a data set. Each is a column, and a table of more than some thousand of them
 *     stalls the writer for seconds when it grows.
 */
public record DataflowBounds(int tagLength, int attributes) {

  /** Those that hold where nothing else is said. */
  public static final DataflowBounds USUAL = new DataflowBounds(Name.MAX_LENGTH, 2_000);

  /** Transformations of a dataflow. */
  public static final int TRANSFORMATIONS = 1_000;

  /** Data sets of a dataflow. */
  public static final int SETS = 5_000;
}
