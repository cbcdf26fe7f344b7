package org.cnnprov.event;

import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which execution an event belongs to, as far as the event says.
 *
 * <ul>
 *   <li>neither: the one that the producer started last;
 *   <li>a tag alone: that one, of the producer's dataflow;
 *   <li>a dataflow alone: its latest one (DfAnalyzer without {@code exec});
 *   <li>both: that one, which begins to exist if it does not.
 * </ul>
 */
public record ExecutionRef(@Nullable Name dataflow, @Nullable String tag) {

  /** The execution that the producer started last. */
  public static final ExecutionRef CURRENT = new ExecutionRef(null, null);

  public ExecutionRef {
    if (tag != null && (tag.isBlank() || tag.length() > Name.MAX_LENGTH)) {
      throw new InvalidValueException(
          ErrorCode.INVALID_NAME,
          "expected the tag of an execution, 1 to %d characters, came %d"
              .formatted(Name.MAX_LENGTH, tag.length()));
    }
  }
}
