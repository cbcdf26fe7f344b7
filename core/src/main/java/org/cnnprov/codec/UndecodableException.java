package org.cnnprov.codec;

import java.util.List;
import org.cnnprov.model.Problem;

/** A request that cannot be decoded; all that is wrong with it, each with its place. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public UndecodableException(List<Problem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
