package org.cnnprov.store;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A reading statement.
 *
 * @param parameters for its question marks: String, Long, Double, Boolean or null
 * @param foreign whether it was written by a user, and so must pass the guard
 * @param rowLimit rows after which it stops and says that it was truncated
 * @param unwanted asked now and then while it waits and runs: whether nobody wants the answer any
 *     more
 */
public record Query(
    String sql,
    List<? extends @Nullable Object> parameters,
    boolean foreign,
    Duration timeLimit,
    long rowLimit,
    BooleanSupplier unwanted) {

  private static final Duration OWN_TIME_LIMIT = Duration.ofSeconds(30);

  /** A query of our own. */
  public static Query own(String sql, List<? extends @Nullable Object> parameters) {
    return new Query(sql, parameters, false, OWN_TIME_LIMIT, Long.MAX_VALUE, () -> false);
  }

  public static Query own(String sql, @Nullable Object... parameters) {
    return own(sql, java.util.Arrays.asList(parameters));
  }

  /** A query that a user wrote. */
  public static Query foreign(
      String sql,
      List<? extends @Nullable Object> parameters,
      Duration timeLimit,
      long rowLimit,
      BooleanSupplier unwanted) {
    return new Query(sql, parameters, true, timeLimit, rowLimit, unwanted);
  }
}
