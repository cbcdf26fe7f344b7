package org.cnnprov.model;

import java.util.Locale;

/** The life of an execution. */
public enum ExecutionStatus {
  RUNNING,
  FINISHED,
  /** It ended with an error of its own. */
  FAILED,
  /** It was stopped from outside, or nothing was heard of it for too long. */
  ABORTED;

  /**
   * The status with which an execution ends.
   *
   * @throws InvalidValueException for RUNNING and for unknown names
   */
  public static ExecutionStatus ended(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "FINISHED" -> FINISHED;
      case "FAILED" -> FAILED;
      case "ABORTED" -> ABORTED;
      default ->
          throw new InvalidValueException(
              ErrorCode.UNKNOWN_VALUE,
              "expected FINISHED, FAILED or ABORTED, came '%s'".formatted(name));
    };
  }
}
