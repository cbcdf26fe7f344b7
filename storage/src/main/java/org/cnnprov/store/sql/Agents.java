package org.cnnprov.store.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.event.Machine;
import org.cnnprov.event.Person;
import org.jspecify.annotations.Nullable;

/** The persons and machines that executions name, each stored once. */
final class Agents {

  private final Ids ids;
  private final Changes changes;
  private final Map<String, Long> known = new HashMap<>();

  Agents(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  /** Reads those that the store holds, and knows no others. */
  void load(Connection connection) throws SQLException {
    known.clear();
    load(connection, Tables.DATA_SCIENTIST);
    load(connection, Tables.HARDWARE_INFO);
  }

  @Nullable Long person(@Nullable Person person) throws SQLException {
    if (person == null) {
      return null;
    }
    return keep(Tables.DATA_SCIENTIST, person.email(), person.name());
  }

  @Nullable Long machine(@Nullable Machine machine) throws SQLException {
    if (machine == null) {
      return null;
    }
    return keep(
        Tables.HARDWARE_INFO,
        machine.host(),
        machine.os(),
        machine.platform(),
        machine.architecture(),
        machine.processor(),
        machine.gpus(),
        machine.inContainer(),
        machine.cores(),
        machine.memoryBytes());
  }

  private long keep(Table table, @Nullable Object... facts) throws SQLException {
    String key = key(table, facts);
    Long id = known.get(key);
    if (id == null) {
      id = ids.next(table);
      known.put(key, id);
      List<@Nullable Object> row = new ArrayList<>();
      row.add(id);
      row.add(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
      for (Object fact : facts) {
        row.add(fact);
      }
      changes.add(table, row.toArray());
    }
    return id;
  }

  private void load(Connection connection, Table table) throws SQLException {
    int facts = table.columns().size() - 2;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table.qualified())) {
      while (result.next()) {
        @Nullable Object[] values = new @Nullable Object[facts];
        for (int i = 0; i < facts; i++) {
          values[i] = result.getObject(i + 3);
        }
        known.put(key(table, values), result.getLong(1));
      }
    }
  }

  private static String key(Table table, @Nullable Object... facts) {
    StringBuilder key = new StringBuilder(table.name());
    for (Object fact : facts) {
      key.append('\0').append(fact == null ? "\1" : fact.toString());
    }
    return key.toString();
  }
}
