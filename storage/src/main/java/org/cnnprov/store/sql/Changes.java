package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one group commit changes, gathered in memory and then written in an order that the engine
 * likes: definitions, statements on older rows, new rows, changed rows. Owned by the writer thread.
 */
final class Changes {

  /** Rows in one UPDATE; beyond it the text of the statement costs more than it saves. */
  private static final int UPDATED_AT_ONCE = 256;

  private record Statements(String sql, List<@Nullable Object> parameters) {}

  private final List<String> definitions = new ArrayList<>();
  private final List<Statements> statements = new ArrayList<>();
  private final Map<Table, List<@Nullable Object[]>> added = new LinkedHashMap<>();
  private final Set<Entity> entities = new LinkedHashSet<>();
  private final Touched touched = new Touched();

  boolean isEmpty() {
    return definitions.isEmpty() && statements.isEmpty() && added.isEmpty() && entities.isEmpty();
  }

  /** A CREATE or ALTER, run before everything else. */
  void define(String sql) {
    definitions.add(sql);
  }

  /** A statement on rows of earlier commits. */
  void execute(String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(values, parameters);
    statements.add(new Statements(sql, values));
  }

  void add(Table table, @Nullable Object... row) {
    rowsOf(table).add(row);
  }

  /**
   * The rows added to the table in this commit so far; whoever changes one changes what is written.
   */
  List<@Nullable Object[]> rowsOf(Table table) {
    return added.computeIfAbsent(table, absent -> new ArrayList<>());
  }

  /** The entity is new, or has changed. */
  void touch(Entity entity) {
    entities.add(entity);
    if (entity instanceof ExecutionState execution) {
      touched.execution(execution);
    }
  }

  /** What of it others are told once it is committed. */
  Touched touched() {
    return touched;
  }

  /** Writes it all; the caller commits. */
  void write(Connection connection, RowWriter writer) throws SQLException {
    define(connection);
    execute(connection);
    Map<Table, List<Entity>> changed = sortEntities();
    for (Map.Entry<Table, List<@Nullable Object[]>> entry : added.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        writer.append(entry.getKey(), entry.getValue());
      }
    }
    for (Map.Entry<Table, List<Entity>> entry : changed.entrySet()) {
      update(connection, entry.getKey(), entry.getValue());
    }
    clear();
  }

  private void clear() {
    definitions.clear();
    statements.clear();
    added.clear();
    entities.clear();
  }

  private void define(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String definition : definitions) {
        statement.execute(definition);
      }
    }
  }

  private void execute(Connection connection) throws SQLException {
    for (Statements each : statements) {
      try (PreparedStatement statement = connection.prepareStatement(each.sql())) {
        bind(statement, 1, each.parameters());
        statement.execute();
      }
    }
  }

  /** New entities become added rows; of the others those that differ are returned, by table. */
  private Map<Table, List<Entity>> sortEntities() {
    Map<Table, List<Entity>> changed = new LinkedHashMap<>();
    for (Entity entity : entities) {
      if (!entity.stored()) {
        add(entity.table(), entity.row());
        entity.markStored();
      } else if (!entity.changed().isEmpty()) {
        changed.computeIfAbsent(entity.table(), absent -> new ArrayList<>()).add(entity);
      }
    }
    return changed;
  }

  private static void update(Connection connection, Table table, List<Entity> entities)
      throws SQLException {
    for (int from = 0; from < entities.size(); from += UPDATED_AT_ONCE) {
      List<Entity> part = entities.subList(from, Math.min(entities.size(), from + UPDATED_AT_ONCE));
      BitSet places = new BitSet();
      part.forEach(entity -> places.or(entity.changed()));
      String sql =
          updateSql(table, places.stream().mapToObj(table.columns()::get).toList(), part.size());
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        places.set(0); // the key
        int next = 1;
        for (Entity entity : part) {
          @Nullable Object[] row = entity.row();
          List<@Nullable Object> values = new ArrayList<>();
          places.stream().forEach(place -> values.add(row[place]));
          next = bind(statement, next, values);
          entity.markStored();
        }
        statement.execute();
      }
    }
  }

  /** Names only the columns that differ in one row at least: the others cost as much. */
  private static String updateSql(Table table, List<Column> changed, int rows) {
    Column key = table.columns().get(0);
    List<Column> named = new ArrayList<>(List.of(key));
    named.addAll(changed);
    String row =
        named.stream()
            .map(column -> "?::" + column.type().sql())
            .collect(Collectors.joining(", ", "(", ")"));
    return "UPDATE %s AS t SET %s FROM (VALUES %s) AS v(%s) WHERE t.%s = v.%s"
        .formatted(
            table.qualified(),
            changed.stream()
                .map(column -> Identifier.quote(column.name()))
                .map(name -> name + " = v." + name)
                .collect(Collectors.joining(", ")),
            String.join(", ", Collections.nCopies(rows, row)),
            named.stream()
                .map(column -> Identifier.quote(column.name()))
                .collect(Collectors.joining(", ")),
            Identifier.quote(key.name()),
            Identifier.quote(key.name()));
  }

  private static int bind(
      PreparedStatement statement, int first, List<? extends @Nullable Object> values)
      throws SQLException {
    int next = first;
    for (Object value : values) {
      statement.setObject(next++, value);
    }
    return next;
  }
}
