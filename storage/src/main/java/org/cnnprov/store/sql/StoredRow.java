package org.cnnprov.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is read back. The driver looks through the names of all columns at each value; here
 * they are looked up once for each answer.
 */
final class StoredRow {

  private final ResultSet rows;
  private final Map<String, Integer> indexes = new HashMap<>();

  private StoredRow(ResultSet rows) throws SQLException {
    this.rows = rows;
    for (int index = 1; index <= rows.getMetaData().getColumnCount(); index++) {
      indexes.put(rows.getMetaData().getColumnName(index), index);
    }
  }

  /** Takes the row, which is the next one when this is called again. */
  interface Reader {
    void read(StoredRow row) throws SQLException;
  }

  /** Reads all rows that are left. */
  static void each(ResultSet rows, Reader reader) throws SQLException {
    StoredRow row = new StoredRow(rows);
    while (rows.next()) {
      reader.read(row);
    }
  }

  /** 0 for a missing value. */
  long getLong(String column) throws SQLException {
    return rows.getLong(index(column));
  }

  /** 0 for a missing value. */
  int getInt(String column) throws SQLException {
    return rows.getInt(index(column));
  }

  /** False for a missing value. */
  boolean getBoolean(String column) throws SQLException {
    return rows.getBoolean(index(column));
  }

  String getString(String column) throws SQLException {
    return rows.getString(index(column));
  }

  @Nullable Long number(String column) throws SQLException {
    return rows.getObject(index(column), Long.class);
  }

  @Nullable Double decimal(String column) throws SQLException {
    return rows.getObject(index(column), Double.class);
  }

  LocalDateTime time(String column) throws SQLException {
    return rows.getObject(index(column), LocalDateTime.class);
  }

  private int index(String column) throws SQLException {
    Integer index = indexes.get(column);
    if (index == null) {
      throw new SQLException(
          "the catalogue is damaged: a table lacks the column %s, and has %s"
              .formatted(column, indexes.keySet()));
    }
    return index;
  }
}
