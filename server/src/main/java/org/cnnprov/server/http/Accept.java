package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cnnprov.model.ErrorCode;

/** Chooses among the media types that can be written the one that the client likes best. */
public final class Accept {

  private Accept() {}

  /**
   * The type to answer in.
   *
   * @param offered the types that can be written, the usual one first
   */
  public static String choose(Context context, List<String> offered) throws ProblemException {
    String accept = context.header("Accept");
    if (accept == null || accept.isBlank()) {
      return offered.get(0);
    }
    String chosen = offered.get(0);
    double best = 0;
    for (String type : offered) {
      double quality = quality(accept, type);
      if (quality > best) {
        best = quality;
        chosen = type;
      }
    }
    if (best == 0) {
      throw new ProblemException(
          ErrorCode.NOT_ACCEPTABLE, "expected one of %s, came '%s'".formatted(offered, accept));
    }
    return chosen;
  }

  /** The quality of the most specific range that holds the type; 0 where none does. */
  private static double quality(String accept, String type) {
    List<String> ranges = List.of(type, type.substring(0, type.indexOf('/')) + "/*", "*/*");
    for (String range : ranges) {
      Optional<Double> quality = qualityOfRange(accept, range);
      if (quality.isPresent()) {
        return quality.get();
      }
    }
    return 0;
  }

  private static Optional<Double> qualityOfRange(String accept, String range) {
    for (String part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      List<String> pieces = List.of(part.split(";", -1));
      if (pieces.get(0).trim().equals(range)) {
        return Optional.of(
            pieces.stream()
                .map(String::trim)
                .filter(piece -> piece.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)"))
                .map(piece -> Double.valueOf(piece.substring(2)))
                .findFirst()
                .orElse(1.0));
      }
    }
    return Optional.empty();
  }
}
