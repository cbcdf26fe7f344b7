package org.cnnprov.server.http;

import org.cnnprov.model.Problem;

/** A body that is too large, of another type, or not in the encoding that it claims. */
public final class UnreadableBodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient byte[] beginning;

  /**
   * What is wrong, and the evidence.
   *
   * @param beginning what was read of it, as it came, or the first part of that
   */
  UnreadableBodyException(Problem problem, byte[] beginning) {
    super(problem.detail());
    this.problem = problem;
    this.beginning = beginning;
  }

  public Problem problem() {
    return problem;
  }

  public byte[] beginning() {
    return beginning;
  }
}
