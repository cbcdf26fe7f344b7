package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.jspecify.annotations.Nullable;

/** Between JDBC and ours: parameters go in, rows come out as they are read. */
final class StreamedRows {

  private StreamedRows() {}

  static void setParameters(PreparedStatement statement, Query query)
      throws SQLException, QueryException {
    int expected = statement.getParameterMetaData().getParameterCount();
    if (expected != query.parameters().size()) {
      throw new QueryException(
          ErrorCode.INVALID_QUERY,
          "expected %d parameters, came %d".formatted(expected, query.parameters().size()));
    }
    for (int i = 0; i < expected; i++) {
      statement.setObject(i + 1, query.parameters().get(i));
    }
  }

  /**
   * Sends the answer on, up to the row limit.
   *
   * @param closing asked before each row, which is not sent then
   * @return rows that were sent
   */
  static long send(Stopping running, Query query, RowSink sink, BooleanSupplier closing)
      throws SQLException, IOException {
    try (ResultSet result = running.statement().executeQuery()) {
      List<RowSink.Column> columns = columns(result.getMetaData());
      sink.columns(columns);
      long rows = 0;
      while (result.next()) {
        running.check();
        if (closing.getAsBoolean()) {
          throw new SQLException("the store is closed");
        }
        if (rows++ == query.rowLimit()) {
          sink.end(true);
          return query.rowLimit();
        }
        sink.row(row(result, columns.size()));
      }
      sink.end(false);
      return rows;
    }
  }

  private static List<RowSink.Column> columns(ResultSetMetaData metaData) throws SQLException {
    List<RowSink.Column> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(new RowSink.Column(metaData.getColumnLabel(i), metaData.getColumnTypeName(i)));
    }
    return columns;
  }

  private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      values.add(JavaValues.of(result.getObject(i)));
    }
    return values;
  }
}
