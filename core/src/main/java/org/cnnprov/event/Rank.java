package org.cnnprov.event;

import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;

/** The place of a process in a parallel training: {@code index} from 0, {@code of} in all. */
public record Rank(int index, int of) {

  /** A process alone. */
  public static final Rank ONLY = new Rank(0, 1);

  public Rank {
    if (index < 0 || of <= index) {
      throw new InvalidValueException(
          ErrorCode.UNKNOWN_VALUE,
          "expected a rank with 0 <= index < of, came index %d of %d".formatted(index, of));
    }
  }
}
