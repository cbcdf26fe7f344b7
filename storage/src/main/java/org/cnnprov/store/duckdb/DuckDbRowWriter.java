package org.cnnprov.store.duckdb;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.cnnprov.store.sql.Column;
import org.cnnprov.store.sql.RowWriter;
import org.cnnprov.store.sql.Table;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Adds rows through DuckDB's Appender, which is an order of magnitude faster than INSERT. */
final class DuckDbRowWriter implements RowWriter {

  private final DuckDBConnection connection;

  DuckDbRowWriter(DuckDBConnection connection) {
    this.connection = connection;
  }

  @Override
  public void append(Table table, List<@Nullable Object[]> rows) throws SQLException {
    List<Column> columns = table.columns();
    try (DuckDBAppender appender = connection.createAppender(table.schema(), table.name())) {
      for (@Nullable Object[] row : rows) {
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) {
          append(appender, columns.get(i), i < row.length ? row[i] : null);
        }
        appender.endRow();
      }
      // Closing writes as well, but keeps to itself why it could not.
      appender.flush();
    }
  }

  private static void append(DuckDBAppender appender, Column column, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
      return;
    }
    switch (column.type()) {
      case BIGINT -> appender.append((long) (Long) value);
      case DOUBLE -> appender.append((double) (Double) value);
      case BOOLEAN -> appender.append((boolean) (Boolean) value);
      case TEXT -> appender.append((String) value);
      case TIMESTAMP -> appender.append((LocalDateTime) value);
    }
  }
}
