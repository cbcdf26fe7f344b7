package org.cnnprov.server.text;

import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.Problem;

/** A text that is not in the language. Its problem says where, what was expected and what came. */
public final class TextException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public TextException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The same, at a door. */
  public UndecodableException undecodable() {
    return new UndecodableException(List.of(problem));
  }
}
