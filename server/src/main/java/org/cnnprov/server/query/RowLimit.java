package org.cnnprov.server.query;

import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The member {@code limit} of a request: rows after which its answer is cut off. */
public final class RowLimit {

  private static final long DEFAULT = 10_000;

  private final long largest;

  /**
   * A limit that a request may choose.
   *
   * @param largest what it may choose at most
   */
  public RowLimit(long largest) {
    this.largest = largest;
  }

  /** The limit where none is chosen. */
  public long otherwise() {
    return Math.min(DEFAULT, largest);
  }

  /** The limit; the default where it is absent or, with a problem, wrong. */
  public long of(@Nullable Json value, Problems problems) {
    if (value instanceof Json.Numeral numeral && numeral.literal().matches("[0-9]{1,9}")) {
      long limit = Long.parseLong(numeral.literal());
      if (limit >= 1 && limit <= largest) {
        return limit;
      }
    }
    if (value != null) {
      boolean number = value instanceof Json.Numeral;
      String came = value instanceof Json.Numeral numeral ? numeral.literal() : value.kind();
      problems.add(
          number ? ErrorCode.INVALID_PARAMETER : ErrorCode.WRONG_TYPE,
          "/limit",
          "expected a whole number from 1 to %d, came %s".formatted(largest, came));
    }
    return otherwise();
  }
}
