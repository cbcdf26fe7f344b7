package org.cnnprov.server.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;

/** Whether a list holds what was archived: the parameter {@code archived}. */
public enum Archived {
  /** Only what was not archived. */
  FALSE,
  /** Only what was. */
  TRUE,
  /** Both. */
  ALL;

  private static final List<String> CHOICES =
      Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();

  public static Archived of(Parameters parameters) throws ProblemException {
    return valueOf(parameters.choice("archived", CHOICES).toUpperCase(Locale.ROOT));
  }

  /**
   * The condition in SQL.
   *
   * @param mark a boolean expression, null for false
   */
  public String condition(String mark) {
    return switch (this) {
      case FALSE -> "(%s) IS NOT TRUE".formatted(mark);
      case TRUE -> "(%s) IS TRUE".formatted(mark);
      case ALL -> "true";
    };
  }
}
