package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Hands out the keys of each table, upwards from the greatest one stored. */
final class Ids {

  private final Connection connection;
  private final Map<Table, Long> last = new HashMap<>();

  Ids(Connection connection) {
    this.connection = connection;
  }

  long next(Table table) throws SQLException {
    Long known = last.get(table);
    long next = (known == null ? greatest(table) : known) + 1;
    last.put(table, next);
    return next;
  }

  /** The table is new and empty: nothing of it can be read yet. */
  void startOf(Table table) {
    last.put(table, 0L);
  }

  /** The key was given before, though no row has it any more: it is not given again. */
  void seen(Table table, long id) throws SQLException {
    Long known = last.get(table);
    last.put(table, Math.max(known == null ? greatest(table) : known, id));
  }

  private long greatest(Table table) throws SQLException {
    String sql =
        "SELECT coalesce(max(%s), 0) FROM %s"
            .formatted(Identifier.quote(table.columns().get(0).name()), table.qualified());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
