package org.cnnprov.model;

import java.util.Locale;

/** The life of a task. */
public enum TaskStatus {
  READY,
  RUNNING,
  FINISHED,
  FAILED;

  /**
   * The status of that name, in any case; DfAnalyzer's {@code FINISHED_WITH_ERROR} is FAILED.
   *
   * @throws InvalidValueException where there is no such status
   */
  public static TaskStatus of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "READY" -> READY;
      case "RUNNING" -> RUNNING;
      case "FINISHED" -> FINISHED;
      case "FAILED", "FINISHED_WITH_ERROR" -> FAILED;
      default ->
          throw new InvalidValueException(
              ErrorCode.UNKNOWN_VALUE,
              "expected READY, RUNNING, FINISHED or FAILED, came '%s'".formatted(name));
    };
  }

  /** Whether nothing more is expected of the task. */
  public boolean ended() {
    return this == FINISHED || this == FAILED;
  }
}
