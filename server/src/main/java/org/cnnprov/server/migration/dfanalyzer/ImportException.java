package org.cnnprov.server.migration.dfanalyzer;

/** The import cannot go on; the message says why, and what to do. */
public final class ImportException extends Exception {

  private static final long serialVersionUID = 1;

  public ImportException(String message) {
    super(message);
  }

  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
