package org.cnnprov.server.query.filter;

import java.time.LocalDateTime;

/** A value that a field is compared with, of the field's kind. */
sealed interface Literal {

  record Numeric(double value) implements Literal {}

  record Textual(String value) implements Literal {}

  /**
   * A time.
   *
   * @param utc without a zone, as stores hold it
   */
  record Time(LocalDateTime utc) implements Literal {}
}
