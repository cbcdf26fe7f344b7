package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Rows;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Layout;
import org.cnnprov.store.sql.SetState.Link;
import org.jspecify.annotations.Nullable;

/** Turns the rows of events into rows of tables. */
final class Elements {

  private final Catalogue catalogue;
  private final Ids ids;
  private final Changes changes;
  private final Evolution evolution;
  private final TrainingTables training;

  Elements(
      Catalogue catalogue, Ids ids, Changes changes, Evolution evolution, TrainingTables training) {
    this.catalogue = catalogue;
    this.ids = ids;
    this.changes = changes;
    this.evolution = evolution;
    this.training = training;
  }

  /**
   * @param execution where the rows go; null when it does not exist yet
   */
  void check(
      ElementsReported event,
      DataflowState dataflow,
      @Nullable ExecutionState execution,
      String setPointer,
      Problems problems) {
    TransformationState transformation =
        dataflow.transformations.get(event.task().transformation());
    SetState set = dataflow.sets.get(event.set());
    if (transformation == null || set == null || set.linkOf(transformation) == null) {
      problems.add(
          ErrorCode.UNKNOWN_SET,
          setPointer,
          "expected a set of the transformation '%s' of dataflow '%s', came '%s'"
              .formatted(event.task().transformation(), dataflow.tag, event.set()));
      return;
    }
    if (event.rows() instanceof Rows.Named named) {
      checkNamed(named, set, event.pointer(), problems);
    } else if (event.rows() instanceof Rows.Positional positional) {
      checkPositional(positional, set, execution, event.pointer(), problems);
    }
  }

  void apply(ElementsReported event, TaskState task, Instant receivedAt) throws SQLException {
    SetState set = task.execution.dataflow.sets.get(event.set());
    if (set == null) {
      throw new IllegalStateException("the event was not checked: no set " + event.set());
    }
    LocalDateTime at = Times.utc(event.at());
    LocalDateTime received = Times.utc(receivedAt);
    if (event.rows() instanceof Rows.Named named) {
      for (Rows.Row row : named.rows()) {
        add(task, set, named(row, task, set, at, received), at);
      }
    } else if (event.rows() instanceof Rows.Positional positional) {
      for (List<@Nullable String> row : positional.rows()) {
        add(task, set, positional(row, task, set, at, received), at);
      }
    }
    Links.written(task, set);
  }

  private void add(TaskState task, SetState set, @Nullable Object[] row, @Nullable LocalDateTime at)
      throws SQLException {
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
      Name name = new Name(row.names().get(i));
      Object value = row.values().get(i);
      if (value != null && !set.attributes.containsKey(name)) {
        evolution.extend(set, name, Values.typeOf(value), received);
      }
    }
    @Nullable Object[] values = blank(task, set, at, received);
    for (int i = 0; i < row.names().size(); i++) {
      AttributeState attribute = set.attributes.get(new Name(row.names().get(i)));
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
    Layout layout = layout(set, task.execution, row.size());
    if (layout != null) {
      moveOn(task.execution, set, layout);
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

  private static void checkNamed(
      Rows.Named named, SetState set, String pointer, Problems problems) {
    Map<Name, AttributeType> extending = new HashMap<>();
    for (int i = 0; i < named.rows().size(); i++) {
      Rows.Row row = named.rows().get(i);
      for (int k = 0; k < row.names().size(); k++) {
        String at = pointer + "/" + i + Problems.step(row.names().get(k));
        try {
          Name name = new Name(row.names().get(k));
          Object value = row.values().get(k);
          AttributeState attribute = set.attributes.get(name);
          if (value != null) {
            AttributeType type =
                attribute != null
                    ? attribute.type()
                    : extending.computeIfAbsent(name, absent -> Values.typeOf(value));
            Values.convert(value, type);
          }
        } catch (InvalidValueException wrong) {
          problems.add(wrong.code(), at, String.valueOf(wrong.getMessage()));
        }
      }
    }
  }

  private void checkPositional(
      Rows.Positional positional,
      SetState set,
      @Nullable ExecutionState execution,
      String pointer,
      Problems problems) {
    for (int i = 0; i < positional.rows().size(); i++) {
      List<@Nullable String> row = positional.rows().get(i);
      Layout layout = layout(set, execution, row.size());
      if (layout == null ? !row.isEmpty() : layout.attributes().size() != row.size()) {
        problems.add(
            ErrorCode.WRONG_VALUE_COUNT,
            pointer + "/" + i,
            "expected %d values for the set '%s', came %d"
                .formatted(layout == null ? 0 : layout.attributes().size(), set.tag, row.size()));
      } else if (layout != null) {
        checkValues(row, layout, pointer + "/" + i, problems);
      }
    }
  }

  private static void checkValues(
      List<@Nullable String> row, Layout layout, String pointer, Problems problems) {
    for (int k = 0; k < row.size(); k++) {
      try {
        Values.convert(row.get(k), layout.attributes().get(k).type());
      } catch (InvalidValueException wrong) {
        problems.add(wrong.code(), pointer + "/" + k, String.valueOf(wrong.getMessage()));
      }
    }
  }

  /** The order that a positional row of that many values follows; null if none was ever given. */
  private @Nullable Layout layout(SetState set, @Nullable ExecutionState execution, int size) {
    long horizon = execution == null ? catalogue.lastLayout : execution.layoutHorizon;
    if (execution != null) {
      horizon = Math.max(horizon, execution.layouts.getOrDefault(set.id, 0L));
    }
    Layout layout = set.layoutUntil(horizon);
    if (layout == null || layout.attributes().size() != size) {
      Layout newer = set.newerLayout(horizon, size);
      return newer == null ? layout : newer;
    }
    return layout;
  }

  private void moveOn(ExecutionState execution, SetState set, Layout layout) {
    if (layout.id() > execution.layoutHorizon
        && execution.layouts.getOrDefault(set.id, 0L) < layout.id()) {
      execution.layouts.put(set.id, layout.id());
      changes.add(Tables.EXECUTION_LAYOUT, execution.id, set.id, layout.id());
    }
  }
}
