package org.cnnprov.server.query;

import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The member {@code limit} of a request: rows after which its answer is cut off. */
public final class RowLimit {

  public static final long DEFAULT = 10_000;
  private static final long LARGEST = 1_000_000;

  private RowLimit() {}

  /** The limit; the default where it is absent or, with a problem, wrong. */
  public static long of(@Nullable Json value, Problems problems) {
    if (value instanceof Json.Numeral numeral && numeral.literal().matches("[0-9]{1,7}")) {
      long limit = Long.parseLong(numeral.literal());
      if (limit >= 1 && limit <= LARGEST) {
        return limit;
      }
    }
    if (value != null) {
      boolean number = value instanceof Json.Numeral;
      problems.add(
          number ? ErrorCode.INVALID_PARAMETER : ErrorCode.WRONG_TYPE,
          "/limit",
          "expected a whole number from 1 to %d, came %s".formatted(LARGEST, value.kind()));
    }
    return DEFAULT;
  }
}
