package org.cnnprov.model;

import java.util.Locale;

/** The closed set of reasons for which something is refused, each with its HTTP status. */
public enum ErrorCode {
  MALFORMED_JSON(400),
  MALFORMED_TEXT(400),
  INVALID_HEADER(400),
  INVALID_ENCODING(400),
  MISSING_FIELD(400),
  WRONG_TYPE(400),
  UNKNOWN_EVENT_TYPE(400),
  UNKNOWN_VALUE(400),
  INVALID_NAME(400),
  INVALID_TIME(400),
  UNKNOWN_DATAFLOW(400),
  UNKNOWN_TRANSFORMATION(400),
  UNKNOWN_SET(400),
  UNKNOWN_EXECUTION(400),
  UNKNOWN_DEPENDENCY(400),
  UNKNOWN_ATTRIBUTE(400),
  NO_PATH(400),
  WRONG_VALUE_COUNT(400),
  NOT_A_NUMBER(400),
  DUPLICATE_ATTRIBUTE(400),
  TYPE_CONFLICT(400),
  UNSTORABLE(400),
  INVALID_QUERY(400),
  INVALID_PARAMETER(400),
  NOT_A_READING_STATEMENT(400),
  FORBIDDEN_FUNCTION(400),
  QUERY_TIME_LIMIT(400),
  QUERY_ABANDONED(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  TOO_SLOW(408),
  SEQUENCE_GAP(409),
  STILL_RUNNING(409),
  ALREADY_EXISTS(409),
  EXECUTION_REMOVED(410),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  OVERLOADED(429),
  TOO_MANY_TRIES(429),
  INTERNAL(500),
  UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status of a request that is refused for this reason alone. */
  public int status() {
    return status;
  }

  /** The stable form that clients see, for example {@code sequence_gap}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
