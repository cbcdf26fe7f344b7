package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's fastest way to add rows within the running transaction. */
public interface RowWriter {

  /**
   * Adds the rows.
   *
   * @param rows values in the order of the table's columns; a row that is shorter ends in NULLs
   */
  void append(Table table, List<@Nullable Object[]> rows) throws SQLException;
}
