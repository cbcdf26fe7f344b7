package org.cnnprov.store;

import org.cnnprov.model.ErrorCode;

/** A query that cannot be answered as it was asked. */
public final class QueryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public QueryException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
