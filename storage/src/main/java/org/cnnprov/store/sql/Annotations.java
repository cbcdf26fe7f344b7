package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.cnnprov.event.Command.Change;
import org.jspecify.annotations.Nullable;

/**
 * Sets what people say of executions and dataflows, and records each change with who made it and
 * when. Setting what is set already changes nothing.
 */
final class Annotations {

  private final Connection connection;
  private final Ids ids;
  private final Changes changes;

  Annotations(Connection connection, Ids ids, Changes changes) {
    this.connection = connection;
    this.ids = ids;
    this.changes = changes;
  }

  void apply(
      List<Change> wanted, ExecutionState execution, @Nullable String person, LocalDateTime at)
      throws SQLException {
    for (Change change : wanted) {
      if (differs(change, execution)) {
        set(change, execution, at);
        record(execution.id, null, change, person, at);
      }
    }
  }

  void apply(List<Change> wanted, DataflowState dataflow, @Nullable String person, LocalDateTime at)
      throws SQLException {
    for (Change change : wanted) {
      boolean archived = Boolean.parseBoolean(change.value());
      if (dataflow.archived != archived) {
        dataflow.archived = archived;
        changes.touch(dataflow);
        changes.touched().dataflow(dataflow);
        record(null, dataflow.id, change, person, at);
      }
    }
  }

  private boolean differs(Change change, ExecutionState execution) throws SQLException {
    return switch (change.field()) {
      case NAME -> !Objects.equals(change.value(), execution.name);
      case NOTE -> !Objects.equals(change.value(), execution.note);
      case ARCHIVED -> execution.archived != Boolean.parseBoolean(change.value());
      case TAGS -> !Objects.equals(change.value(), tag(execution, change.name()));
    };
  }

  private void set(Change change, ExecutionState execution, LocalDateTime at) {
    switch (change.field()) {
      case NAME -> execution.name = change.value();
      case NOTE -> execution.note = change.value();
      case ARCHIVED -> execution.archived = Boolean.parseBoolean(change.value());
      case TAGS ->
          changes.add(Tables.EXECUTION_TAG, execution.id, change.name(), change.value(), at);
    }
    changes.touch(execution);
  }

  /** The newest value of a tag, of this commit or of the store. */
  private @Nullable String tag(ExecutionState execution, @Nullable String name)
      throws SQLException {
    List<@Nullable Object[]> rows = changes.rowsOf(Tables.EXECUTION_TAG);
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (Objects.equals(rows.get(i)[0], execution.id) && Objects.equals(rows.get(i)[1], name)) {
        return (String) rows.get(i)[2];
      }
    }
    String sql =
        "SELECT value FROM public.execution_tag WHERE execution_id = ? AND name = ?"
            + " ORDER BY rowid DESC LIMIT 1";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, execution.id);
      statement.setString(2, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getString(1) : null;
      }
    }
  }

  private void record(
      @Nullable Long execution,
      @Nullable Long dataflow,
      Change change,
      @Nullable String person,
      LocalDateTime at)
      throws SQLException {
    changes.add(
        Tables.CHANGE_RECORD,
        ids.next(Tables.CHANGE_RECORD),
        execution,
        dataflow,
        change.field().text(),
        change.name(),
        change.value(),
        person,
        at);
  }
}
