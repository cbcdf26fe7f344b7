package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table, its columns in their physical order. Those of the catalogue are fixed; those of data
 * sets grow at their end, on the writer thread.
 */
public final class Table {

  private final String schema;
  private final String name;
  private final List<Column> columns;

  Table(String schema, String name, List<Column> columns) {
    this.schema = schema;
    this.name = name;
    this.columns = new ArrayList<>(columns);
  }

  public String schema() {
    return schema;
  }

  public String name() {
    return name;
  }

  public List<Column> columns() {
    return Collections.unmodifiableList(columns);
  }

  boolean has(String column) {
    return columns.stream().anyMatch(each -> each.name().equals(column));
  }

  /** Schema and name, quoted. */
  public String qualified() {
    return Identifier.quote(schema) + "." + Identifier.quote(name);
  }

  String create() {
    return "CREATE TABLE "
        + qualified()
        + columns.stream().map(Column::definition).collect(Collectors.joining(", ", " (", ")"));
  }

  /** Adds a column at the end; the statement that does the same in the store. */
  String grow(Column column) {
    columns.add(column);
    return "ALTER TABLE " + qualified() + " ADD COLUMN " + column.definition();
  }
}
