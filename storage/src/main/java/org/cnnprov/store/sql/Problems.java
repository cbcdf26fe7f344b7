package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;

/** Gathers what is wrong with one event; so many are told at most. */
final class Problems {

  private static final int AT_MOST = 100;

  private final String prefix;
  private final List<Problem> found = new ArrayList<>();

  /**
   * @param prefix the place of the event within the request
   */
  Problems(String prefix) {
    this.prefix = prefix;
  }

  void add(ErrorCode code, String pointer, String detail) {
    Problem problem = new Problem(code, prefix + pointer, detail);
    if (found.size() < AT_MOST && !found.contains(problem)) {
      found.add(problem);
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Problem> list() {
    return List.copyOf(found);
  }

  /** A name as one step of a JSON pointer (RFC 6901). */
  static String step(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
