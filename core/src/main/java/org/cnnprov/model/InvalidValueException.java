package org.cnnprov.model;

/** A value that the model does not admit. The message says what was expected and what came. */
public final class InvalidValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public InvalidValueException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** This error as a problem at {@code pointer}. */
  public Problem at(String pointer) {
    return new Problem(code, pointer, String.valueOf(getMessage()));
  }
}
