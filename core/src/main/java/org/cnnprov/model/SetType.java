package org.cnnprov.model;

import java.util.Locale;

/** Whether a transformation reads a data set or writes it. */
public enum SetType {
  INPUT,
  OUTPUT;

  /**
   * The type of that name, in any case.
   *
   * @throws InvalidValueException where there is no such type
   */
  public static SetType of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "INPUT" -> INPUT;
      case "OUTPUT" -> OUTPUT;
      default ->
          throw new InvalidValueException(
              ErrorCode.UNKNOWN_VALUE, "expected INPUT or OUTPUT, came '%s'".formatted(name));
    };
  }
}
