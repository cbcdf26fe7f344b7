package org.cnnprov.model;

import java.util.Locale;

/** What the values of an attribute are. */
public enum AttributeType {
  /** Unicode text, of any length. */
  TEXT,
  /** An IEEE 754 double, NaN and the infinities among them. */
  NUMERIC,
  /** The path of a file. */
  FILE;

  /**
   * The type of that name, in any case. {@code LONG_TEXT} is a TEXT and {@code RDFILE} a FILE, as
   * in DfAnalyzer.
   *
   * @throws InvalidValueException where there is no such type
   */
  public static AttributeType of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "TEXT", "LONG_TEXT" -> TEXT;
      case "NUMERIC" -> NUMERIC;
      case "FILE", "RDFILE" -> FILE;
      default ->
          throw new InvalidValueException(
              ErrorCode.UNKNOWN_VALUE,
              "expected TEXT, NUMERIC, FILE or RDFILE, came '%s'".formatted(name));
    };
  }
}
