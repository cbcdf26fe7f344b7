package org.cnnprov.model;

import java.util.Locale;

/**
 * The tag of a dataflow, transformation or data set, or the name of an attribute.
 *
 * <p>Two names are equal when they differ only in case: they are compared in lower case with the
 * root locale ({@link #key}), and shown as they were first written ({@link #display}).
 */
public final class Name {

  /** The longest name, in UTF-16 units. */
  public static final int MAX_LENGTH = 1_000;

  private final String display;

  /** Made once: names are looked up for each value that comes in. */
  private final String key;

  /**
   * The name that is written so.
   *
   * @throws InvalidValueException where it is blank, too long, or holds U+0000
   */
  public Name(String display) {
    if (display.isBlank()) {
      throw new InvalidValueException(
          ErrorCode.INVALID_NAME, "expected a name, came an empty or blank text");
    }
    if (display.length() > MAX_LENGTH) {
      throw new InvalidValueException(
          ErrorCode.INVALID_NAME,
          "expected a name of at most %d characters, came %d"
              .formatted(MAX_LENGTH, display.length()));
    }
    if (display.indexOf('\0') >= 0) {
      throw new InvalidValueException(
          ErrorCode.INVALID_NAME, "a name cannot hold the character U+0000");
    }
    this.display = display;
    key = display.toLowerCase(Locale.ROOT);
  }

  /** The form that names are compared, stored and queried by. */
  public String key() {
    return key;
  }

  /** The form that it was first written in. */
  public String display() {
    return display;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && key.equals(name.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return display;
  }
}
