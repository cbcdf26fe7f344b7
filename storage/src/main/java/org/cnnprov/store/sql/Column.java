package org.cnnprov.store.sql;

/** A column of a {@link Table}. */
public record Column(String name, ColumnType type) {

  String definition() {
    return Identifier.quote(name) + " " + type.sql();
  }
}
