package org.cnnprov.server.migration.monetdb;

import java.util.List;

/** A table as its {@code CREATE TABLE} tells it. */
public record Table(TableName name, List<Column> columns) {

  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param name in lower case
   * @param type in upper case, without its size: {@code VARCHAR}, {@code CHARACTER LARGE OBJECT}
   */
  public record Column(String name, String type) {}

  /** The place of a column; -1 where there is none of that name. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }
}
