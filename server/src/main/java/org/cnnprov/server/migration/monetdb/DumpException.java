package org.cnnprov.server.migration.monetdb;

/** The text is no dump that can be read; the message begins with the line. */
public final class DumpException extends Exception {

  private static final long serialVersionUID = 1;

  public DumpException(long line, String problem) {
    super("line %d: %s".formatted(line, problem));
  }
}
