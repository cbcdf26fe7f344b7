package org.cnnprov.server.query.filter;

/** A text that is not in the language. The message says where, what was expected and what came. */
public final class FilterException extends Exception {

  private static final long serialVersionUID = 1L;

  FilterException(int position, String detail) {
    super("at character %d: %s".formatted(position + 1, detail));
  }
}
