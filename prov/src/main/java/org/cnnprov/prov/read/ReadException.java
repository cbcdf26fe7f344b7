package org.cnnprov.prov.read;

/** A text that is no document of PROV. The message says what was expected, and what came. */
public final class ReadException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Kind {
    /** It is not in the language. */
    SYNTAX,
    /** A name uses a prefix that is not declared, or is none. */
    NAME,
    /** A time is none. */
    TIME,
    /** It says what PROV-DM does not have. */
    UNKNOWN,
    /** It has more statements, or is nested deeper, than is read. */
    SIZE
  }

  private final Kind kind;
  private final int line;
  private final int column;

  ReadException(Kind kind, String message, int line, int column) {
    super(message);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  public Kind kind() {
    return kind;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in characters. */
  public int column() {
    return column;
  }
}
