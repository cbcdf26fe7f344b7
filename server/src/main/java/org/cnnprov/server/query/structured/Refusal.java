package org.cnnprov.server.query.structured;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.cnnprov.server.http.ProblemException;

/** Says why a query cannot be compiled. */
final class Refusal {

  /** Names that a message lists at most. */
  private static final int LISTED = 20;

  private Refusal() {}

  static ProblemException of(ErrorCode code, String pointer, String detail) {
    return new ProblemException(List.of(new Problem(code, pointer, detail)));
  }

  static ProblemException of(String pointer, String detail) {
    return of(ErrorCode.INVALID_QUERY, pointer, detail);
  }

  /** What there is instead of a name that is not known: the nearest first. */
  static String instead(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "there are none";
    }
    String nearest =
        known.stream()
            .sorted(new Nearness(unknown))
            .limit(LISTED)
            .collect(Collectors.joining(", "));
    int left = known.size() - LISTED;
    return "the nearest first, there are: "
        + nearest
        + (left > 0 ? " and %d more".formatted(left) : "");
  }
}
