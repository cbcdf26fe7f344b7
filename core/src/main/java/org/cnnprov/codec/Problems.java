package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Problem;

/**
 * Collects what is wrong with one line or request. Bounded, in number and in length: what a hostile
 * request makes of it stays small.
 */
public final class Problems {

  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_CHARACTERS = 2_000;

  private final List<Problem> found = new ArrayList<>();
  private int leftOut;

  public void add(ErrorCode code, String pointer, String detail) {
    if (found.size() < MAX_PROBLEMS) {
      found.add(new Problem(code, cut(pointer), cut(detail)));
    } else {
      leftOut++;
    }
  }

  public void add(InvalidValueException invalid, String pointer) {
    add(invalid.code(), pointer, String.valueOf(invalid.getMessage()));
  }

  void addAll(Problems others) {
    others.found.forEach(problem -> add(problem.code(), problem.pointer(), problem.detail()));
    leftOut += others.leftOut;
  }

  /** How many there were, those left out for their number among them. */
  int count() {
    return found.size() + leftOut;
  }

  public boolean any() {
    return !found.isEmpty();
  }

  /** The problems in the order in which they were found; the last one says how many follow. */
  public List<Problem> list() {
    if (leftOut == 0) {
      return List.copyOf(found);
    }
    List<Problem> all = new ArrayList<>(found);
    all.add(new Problem(found.get(0).code(), "", "and %d more problems".formatted(leftOut)));
    return List.copyOf(all);
  }

  /** At most so much of a text that a client wrote as fits into an answer. */
  static String cut(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
