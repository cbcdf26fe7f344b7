package org.cnnprov.prov.read;

/** Something wrong at the place where a reader stands, which knows the line and the column. */
final class Mistake extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ReadException.Kind kind;

  Mistake(ReadException.Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ReadException at(int line, int column) {
    return new ReadException(kind, String.valueOf(getMessage()), line, column);
  }
}
