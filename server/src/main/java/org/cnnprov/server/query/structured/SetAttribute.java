package org.cnnprov.server.query.structured;

import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.server.query.Fragment;

/**
 * An attribute of a data set, as the catalogue has it.
 *
 * @param column in the table of the set
 * @param isTime whether the column holds times, which are read as texts in RFC 3339
 */
record SetAttribute(Name name, AttributeType type, String column, boolean isTime) {

  /** Its value in the row that goes by this alias. */
  String of(String alias) {
    String value = alias + "." + Fragment.quoted(column);
    return isTime ? "strftime(" + value + ", '%Y-%m-%dT%H:%M:%S.%fZ')" : value;
  }

  ValueType valueType() {
    return switch (type) {
      case NUMERIC -> ValueType.NUMBER;
      case TEXT, FILE -> ValueType.TEXT;
    };
  }
}
