package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Link;
import org.jspecify.annotations.Nullable;

/**
 * The hyperparameters of a dataflow as the views join them: {@code h}, the set {@code
 * iTrainingModel}. They may come in several rows: of each, the first value counts.
 */
final class Hyperparameters {

  private static final Name LEARNING_RATE = new Name("learning_rate");

  private final @Nullable SetState set;
  private final @Nullable Link link;

  private Hyperparameters(@Nullable SetState set, @Nullable Link link) {
    this.set = set;
    this.link = link;
  }

  static Hyperparameters of(DataflowState dataflow) {
    SetState set = dataflow.sets.get(PredefinedTraining.I_TRAINING_MODEL);
    TransformationState training = dataflow.transformations.get(PredefinedTraining.TRAINING_MODEL);
    Link link = set == null || training == null ? null : set.linkOf(training);
    return new Hyperparameters(link == null ? null : set, link);
  }

  /** The initial learning rate, as an expression. */
  String learningRate() {
    AttributeState rate = set == null ? null : set.attributes.get(LEARNING_RATE);
    return rate != null && rate.type() == AttributeType.NUMERIC
        ? "h.learning_rate"
        : "NULL::DOUBLE";
  }

  /** Its columns but for those whose names are taken, each after a comma; takes their names. */
  String columnsWithout(Set<String> taken) {
    List<String> columns = new ArrayList<>();
    if (set != null) {
      for (AttributeState attribute : set.attributes.values()) {
        if (taken.add(attribute.column().toLowerCase(Locale.ROOT))) {
          columns.add(", h." + Identifier.quote(attribute.column()));
        }
      }
    }
    return String.join("", columns);
  }

  /** Joins those of one task of the training; nothing where there are none. */
  String joinOfTask(String task) {
    if (set == null || link == null) {
      return "";
    }
    String from = set.table.qualified() + " i";
    return join("i." + Identifier.quote(link.column()), from, task);
  }

  /** Joins those of an execution: of its first training. */
  String joinOfExecution(String execution) {
    if (set == null || link == null) {
      return "";
    }
    String from =
        "%s i JOIN public.task k ON k.id = i.%s"
            .formatted(set.table.qualified(), Identifier.quote(link.column()));
    return join("k.execution_id", from, execution);
  }

  private String join(String key, String from, String other) {
    String values =
        set == null
            ? ""
            : set.attributes.values().stream()
                .map(attribute -> Identifier.quote(attribute.column()))
                .map(column -> ", arg_min(i." + column + ", i.id) AS " + column)
                .collect(Collectors.joining());
    return "LEFT JOIN (SELECT %s AS key_of_training%s FROM %s GROUP BY %s) h ON h.key_of_training = %s"
        .formatted(key, values, from, key, other);
  }
}
