package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tables that hold the trainings of all dataflows together: parameters, metrics of each
 * epoch, adaptations. They are fed from the elements of the predefined sets, whichever door those
 * came through.
 */
final class TrainingTables {

  private static final Name EPOCH = new Name("epoch");
  private static final Name EPOCH_ID = new Name("epoch_id");
  private static final Name ELAPSED_TIME = new Name("elapsed_time");
  private static final Name NEW_LRATE = new Name("new_lrate");
  private static final Name NEW_VALUE = new Name("new_value");
  private static final Name OLD_VALUE = new Name("old_value");
  private static final Name ATTRIBUTE = new Name("attribute");
  private static final Name KIND = new Name("kind");
  private static final Name CAUSE = new Name("cause");
  private static final Name METRIC = new Name("metric");

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+) days?, )?(\\d+):(\\d{1,2}):(\\d{1,2}(?:\\.\\d+)?)");

  private final Ids ids;
  private final Changes changes;

  TrainingTables(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  /**
   * A row was added to the set.
   *
   * @param at when, by the producer's clock, or by ours where its door has no times
   */
  void added(TaskState task, SetState set, @Nullable Object[] row, LocalDateTime at)
      throws SQLException {
    if (set.tag.equals(PredefinedTraining.O_TRAINING_MODEL)) {
      metrics(task, set, row, at);
    } else if (set.tag.equals(PredefinedTraining.O_ADAPTATION)) {
      adaptation(task, set, row, at);
    } else if (set.isParameters()
        && !set.tag.equals(PredefinedTraining.I_LAYERS)
        && !set.tag.equals(PredefinedTraining.I_ADAPTATION)) {
      parameters(task, set, row);
    }
  }

  private void metrics(TaskState task, SetState set, @Nullable Object[] row, LocalDateTime at) {
    Double epoch = number(set, row, EPOCH);
    if (epoch != null) {
      changes.touched().epoch(task.execution, epoch);
    }
    for (AttributeState attribute : set.attributes.values()) {
      Double number = measure(set, row, attribute);
      if (number != null) {
        String name = attribute.name().key();
        changes.add(Tables.TRAINING_METRIC, task.execution.id, task.id, epoch, name, number, at);
      }
    }
  }

  private static @Nullable Double measure(
      SetState set, @Nullable Object[] row, AttributeState attribute) {
    if (attribute.name().equals(EPOCH)) {
      return null;
    }
    if (attribute.name().equals(ELAPSED_TIME)) {
      return seconds(text(set, row, ELAPSED_TIME));
    }
    return attribute.type() == AttributeType.NUMERIC ? number(set, row, attribute.name()) : null;
  }

  private void adaptation(TaskState task, SetState set, @Nullable Object[] row, LocalDateTime at)
      throws SQLException {
    Double newValue = number(set, row, NEW_VALUE);
    String attribute = text(set, row, ATTRIBUTE);
    changes.add(
        Tables.TRAINING_ADAPTATION,
        ids.next(Tables.TRAINING_ADAPTATION),
        task.execution.id,
        task.id,
        number(set, row, EPOCH_ID),
        attribute == null ? "learning_rate" : attribute.toLowerCase(Locale.ROOT),
        number(set, row, OLD_VALUE),
        newValue != null ? newValue : number(set, row, NEW_LRATE),
        text(set, row, KIND),
        text(set, row, CAUSE),
        text(set, row, METRIC),
        at);
  }

  /** The first value of each name that the task was given. */
  private void parameters(TaskState task, SetState set, @Nullable Object[] row) {
    for (AttributeState attribute : set.attributes.values()) {
      Object value = value(row, attribute);
      if (value != null
          && task.parameters.add(parameterKey(set.tag.key(), attribute.name().key()))) {
        changes.add(
            Tables.PARAMETER,
            task.execution.id,
            task.id,
            task.transformation.tag.key(),
            set.tag.key(),
            attribute.name().key(),
            value instanceof Double number ? number : null,
            value instanceof Double ? null : value);
      }
    }
  }

  static String parameterKey(String set, String name) {
    return set + '\0' + name;
  }

  /** Seconds of a duration written as a number or as {@code [n days, ]h:mm:ss[.f]}. */
  static @Nullable Double seconds(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher duration = DURATION.matcher(text.strip());
    if (duration.matches()) {
      String days = duration.group(1);
      double hours =
          (days == null ? 0 : 24.0 * Long.parseLong(days)) + Double.parseDouble(duration.group(2));
      return (hours * 60 + Double.parseDouble(duration.group(3))) * 60
          + Double.parseDouble(duration.group(4));
    }
    try {
      return (Double) Values.convert(text, AttributeType.NUMERIC);
    } catch (org.cnnprov.model.InvalidValueException notADuration) {
      return null;
    }
  }

  private static @Nullable Double number(SetState set, @Nullable Object[] row, Name name) {
    Object value = value(row, set.attributes.get(name));
    return value instanceof Double number ? number : null;
  }

  private static @Nullable String text(SetState set, @Nullable Object[] row, Name name) {
    Object value = value(row, set.attributes.get(name));
    return value == null ? null : value.toString();
  }

  private static @Nullable Object value(
      @Nullable Object[] row, @Nullable AttributeState attribute) {
    return attribute == null || attribute.position() >= row.length
        ? null
        : row[attribute.position()];
  }
}
