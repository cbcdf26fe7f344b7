package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.cnnprov.event.Command;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** The queries that people have saved, each under a name of its own. */
final class SavedQueries {

  private final Ids ids;
  private final Changes changes;
  private final Map<Name, Long> known = new HashMap<>();

  SavedQueries(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, name FROM public.saved_query")) {
      while (row.next()) {
        known.put(new Name(row.getString("name")), row.getLong("id"));
      }
    }
  }

  boolean has(Name name) {
    return known.containsKey(name);
  }

  /** Keeps a query whose name is free; its id. */
  long add(Command.SaveQuery query, @Nullable String person, LocalDateTime at) throws SQLException {
    long id = ids.next(Tables.SAVED_QUERY);
    known.put(query.name(), id);
    changes.add(
        Tables.SAVED_QUERY,
        id,
        query.name().display(),
        query.kind().text(),
        query.text(),
        person,
        at);
    return id;
  }

  /** Removes a query; false where there is none. */
  boolean remove(long id) {
    if (!known.values().remove(id)) {
      return false;
    }
    changes.rowsOf(Tables.SAVED_QUERY).removeIf(row -> Long.valueOf(id).equals(row[0]));
    changes.execute("DELETE FROM " + Tables.SAVED_QUERY.qualified() + " WHERE id = ?", id);
    return true;
  }
}
