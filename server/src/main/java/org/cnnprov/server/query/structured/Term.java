package org.cnnprov.server.query.structured;

import org.cnnprov.server.query.Fragment;

/**
 * A value as SQL.
 *
 * @param shown for messages
 */
record Term(Fragment sql, ValueType type, String shown) {

  /** As a number; a text that is none is NULL. */
  Term number() {
    return type == ValueType.NUMBER
        ? this
        : new Term(Fragment.of("try_cast(").then(sql).then(" AS DOUBLE)"), ValueType.NUMBER, shown);
  }
}
