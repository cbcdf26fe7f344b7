package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Rows;
import org.cnnprov.model.Name;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Layout;
import org.cnnprov.store.sql.SetState.Link;
import org.jspecify.annotations.Nullable;

/** Turns the rows of events into rows of tables. */
final class Elements {

  private final Ids ids;
  private final Changes changes;
  private final Evolution evolution;
  private final Layouts layouts;
  private final TrainingTables training;

  Elements(
      Ids ids, Changes changes, Evolution evolution, Layouts layouts, TrainingTables training) {
    this.ids = ids;
    this.changes = changes;
    this.evolution = evolution;
    this.layouts = layouts;
    this.training = training;
  }

  /**
   * @param readers tasks that are known to read the rows
   */
  void apply(ElementsReported event, TaskState task, List<TaskState> readers, Instant receivedAt)
      throws SQLException {
    SetState set = task.execution.dataflow.sets.get(event.set());
    if (set == null) {
      throw new IllegalStateException("the event was not checked: no set " + event.set());
    }
    LocalDateTime at = Times.utc(event.at());
    LocalDateTime received = Times.utc(receivedAt);
    if (event.rows() instanceof Rows.Named named) {
      for (Rows.Row row : named.rows()) {
        add(task, readers, set, named(row, task, set, at, received), at == null ? received : at);
      }
    } else if (event.rows() instanceof Rows.Positional positional) {
      for (List<@Nullable String> row : positional.rows()) {
        add(
            task,
            readers,
            set,
            positional(row, task, set, at, received),
            at == null ? received : at);
      }
    }
    changes.touched().elements(task.execution, set);
    Links.written(task, set);
  }

  private void add(
      TaskState task,
      List<TaskState> readers,
      SetState set,
      @Nullable Object[] row,
      LocalDateTime at)
      throws SQLException {
    for (TaskState reader : readers) {
      Link link = set.linkOf(reader.transformation);
      if (link != null) {
        row[link.position()] = reader.id;
      }
    }
    changes.rowsOf(set.table).add(row);
    training.added(task, set, row, at);
  }

  private @Nullable Object[] named(
      Rows.Row row,
      TaskState task,
      SetState set,
      @Nullable LocalDateTime at,
      LocalDateTime received)
      throws SQLException {
    for (int i = 0; i < row.names().size(); i++) {
      Name name = row.names().get(i);
      Object value = row.values().get(i);
      if (value != null && !set.attributes.containsKey(name)) {
        evolution.extend(set, name, Values.typeOf(value), received);
      }
    }
    @Nullable Object[] values = blank(task, set, at, received);
    for (int i = 0; i < row.names().size(); i++) {
      AttributeState attribute = set.attributes.get(row.names().get(i));
      if (attribute != null) {
        values[attribute.position()] = Values.convert(row.values().get(i), attribute.type());
      }
    }
    return values;
  }

  private @Nullable Object[] positional(
      List<@Nullable String> row,
      TaskState task,
      SetState set,
      @Nullable LocalDateTime at,
      LocalDateTime received)
      throws SQLException {
    @Nullable Object[] values = blank(task, set, at, received);
    Layout layout = layouts.of(set, task.execution, row.size());
    if (layout != null) {
      layouts.moveOn(task.execution, set, layout);
      for (int i = 0; i < row.size(); i++) {
        AttributeState attribute = layout.attributes().get(i);
        values[attribute.position()] = Values.convert(row.get(i), attribute.type());
      }
    }
    return values;
  }

  private @Nullable Object[] blank(
      TaskState task, SetState set, @Nullable LocalDateTime at, LocalDateTime received)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[set.table.columns().size()];
    values[0] = ids.next(set.table);
    values[1] = at;
    values[2] = received;
    Link link = set.linkOf(task.transformation);
    if (link != null) {
      values[link.position()] = task.id;
    }
    return values;
  }
}
