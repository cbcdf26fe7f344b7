package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Link;

/**
 * The views that answer the questions asked while a network trains: {@code training_epoch}, the
 * learning rate in force and the hyperparameters beside the metrics of each epoch; {@code
 * best_epoch}, of each execution; and those of {@link ModelFileViews} and {@link ErrorViews}. Once
 * across dataflows in {@code public}, and once in the schema of each dataflow that trains, there
 * with every attribute it has.
 *
 * <p>The rate in force at an epoch is the initial one until the first adaptation, then that of the
 * greatest {@code epoch_id} up to the epoch.
 */
final class TrainingViews {

  private static final String EPOCH_VIEW = "training_epoch";
  private static final String BEST_VIEW = "best_epoch";
  private static final Set<String> VIEWS =
      Set.of(EPOCH_VIEW, BEST_VIEW, ModelFileViews.VIEW, ErrorViews.VIEW);
  private static final Name EPOCH = new Name("epoch");
  private static final Name ELAPSED_TIME = new Name("elapsed_time");

  /** Names that the view has of its own, or keeps for the rate in force. */
  private static final Set<String> OWN =
      Set.of(
          "execution_id",
          "execution",
          "status",
          "task_id",
          "elapsed_seconds",
          "learning_rate",
          "initial_learning_rate");

  static final List<String> METRICS = List.of("loss", "accuracy", "val_loss", "val_accuracy");
  static final List<String> HYPERPARAMETERS =
      List.of("num_epochs", "batch_size", "num_layers", "momentum", "decay");

  private TrainingViews() {}

  /** The views across dataflows, over the tables that the writer maintains. */
  static List<String> acrossDataflows() {
    return List.of(
        changes(),
        rateChanges(),
        epochsAcross(),
        best(Tables.PUBLIC, "dataflow, ", METRICS),
        ModelFileViews.acrossDataflows(),
        ModelFileViews.hyperparametersAcross(),
        ErrorViews.acrossDataflows(),
        InfluenceViews.influence(),
        InfluenceViews.derivation(),
        InfluenceViews.imported());
  }

  /** The views of one dataflow; none where it has no epochs. */
  static List<String> of(DataflowState dataflow) {
    SetState epochs = dataflow.sets.get(PredefinedTraining.O_TRAINING_MODEL);
    TransformationState training = dataflow.transformations.get(PredefinedTraining.TRAINING_MODEL);
    Link link = epochs == null || training == null ? null : epochs.linkOf(training);
    if (epochs == null
        || link == null
        || !isNumeric(epochs, EPOCH)
        || dataflow.relations.stream().anyMatch(VIEWS::contains)) {
      return List.of();
    }
    List<String> metrics =
        METRICS.stream().filter(name -> isNumeric(epochs, new Name(name))).toList();
    Hyperparameters hyperparameters = Hyperparameters.of(dataflow);
    return List.of(
        epochsOf(dataflow, epochs, link, hyperparameters),
        best(dataflow.schema, "", metrics),
        ModelFileViews.of(dataflow, hyperparameters),
        ErrorViews.of(dataflow, hyperparameters));
  }

  /** Of several changes of one attribute before an epoch, the last. */
  private static String changes() {
    return """
        CREATE OR REPLACE VIEW public.hyperparameter_change AS
        SELECT execution_id, attribute, epoch, arg_max(new_value, id) AS value
        FROM public.training_adaptation
        WHERE epoch IS NOT NULL
        GROUP BY execution_id, attribute, epoch""";
  }

  private static String rateChanges() {
    return """
        CREATE OR REPLACE VIEW public.learning_rate_change AS
        SELECT execution_id, epoch, value AS learning_rate
        FROM public.hyperparameter_change
        WHERE attribute = 'learning_rate'""";
  }

  private static String epochsAcross() {
    return """
        CREATE OR REPLACE VIEW public.training_epoch AS
        SELECT e.id AS execution_id, d.tag AS dataflow, e.tag AS execution, e.status, m.task_id,
          m.epoch, m.elapsed_seconds, %s,
          coalesce(c.learning_rate, h.learning_rate) AS learning_rate,
          h.learning_rate AS initial_learning_rate, h.optimizer_name, %s
        FROM (%s) m
        JOIN public.dataflow_execution e ON e.id = m.execution_id
        JOIN public.dataflow d ON d.id = e.df_id
        LEFT JOIN (%s) h ON h.task_id = m.task_id
        ASOF LEFT JOIN public.learning_rate_change c
          ON c.execution_id = m.execution_id AND m.epoch >= c.epoch"""
        .formatted(
            listed("m.", METRICS),
            listed("h.", HYPERPARAMETERS),
            metricsOfEpochs(),
            hyperparametersOfTasks());
  }

  /** A row for each epoch of a task, from all dataflows. */
  static String metricsOfEpochs() {
    return """
        SELECT execution_id, task_id, epoch,
            any_value(number) FILTER (name = 'elapsed_time') AS elapsed_seconds, %s
          FROM public.training_metric GROUP BY execution_id, task_id, epoch"""
        .formatted(
            METRICS.stream()
                .map(name -> "any_value(number) FILTER (name = '%s') AS %s".formatted(name, name))
                .collect(Collectors.joining(", ")));
  }

  /** A row for each task that was given hyperparameters, from all dataflows. */
  static String hyperparametersOfTasks() {
    return hyperparametersBy("task_id");
  }

  /** A row for each execution: the hyperparameters of its first training. */
  static String hyperparametersOfExecutions() {
    return hyperparametersBy("execution_id");
  }

  private static String hyperparametersBy(String key) {
    return """
        SELECT %s, arg_min(text, task_id) FILTER (name = 'optimizer_name') AS optimizer_name,
            arg_min(number, task_id) FILTER (name = 'learning_rate') AS learning_rate, %s
          FROM public.parameter WHERE data_set = 'itrainingmodel' GROUP BY %s"""
        .formatted(
            key,
            HYPERPARAMETERS.stream()
                .map(
                    name ->
                        "arg_min(number, task_id) FILTER (name = '%s') AS %s".formatted(name, name))
                .collect(Collectors.joining(", ")),
            key);
  }

  private static String epochsOf(
      DataflowState dataflow, SetState epochs, Link link, Hyperparameters hyperparameters) {
    Set<String> taken = new LinkedHashSet<>(OWN);
    List<String> columns = new ArrayList<>();
    for (AttributeState attribute : epochs.attributes.values()) {
      if (taken.add(folded(attribute.column()))) {
        columns.add("o." + Identifier.quote(attribute.column()));
      }
    }
    String initial = hyperparameters.learningRate();
    return """
        CREATE OR REPLACE VIEW %s.%s AS
        SELECT e.id AS execution_id, e.tag AS execution, e.status, t.id AS task_id,
          %s AS elapsed_seconds, coalesce(c.learning_rate, %s) AS learning_rate,
          %s AS initial_learning_rate, %s%s
        FROM %s o
        JOIN public.task t ON t.id = o.%s
        JOIN public.dataflow_execution e ON e.id = t.execution_id
        %s
        ASOF LEFT JOIN public.learning_rate_change c
          ON c.execution_id = e.id AND o.epoch >= c.epoch"""
        .formatted(
            Identifier.quote(dataflow.schema),
            EPOCH_VIEW,
            elapsedSeconds(epochs),
            initial,
            initial,
            String.join(", ", columns),
            hyperparameters.columnsWithout(taken),
            epochs.table.qualified(),
            Identifier.quote(link.column()),
            hyperparameters.joinOfTask("t.id"));
  }

  /** Numbers and durations like {@code 0:00:14.005} both are seconds. */
  private static String elapsedSeconds(SetState epochs) {
    return epochs.attributes.containsKey(ELAPSED_TIME)
        ? "coalesce(try_cast(o.elapsed_time AS DOUBLE),"
            + " epoch(try_cast(o.elapsed_time::VARCHAR AS INTERVAL)))"
        : "NULL::DOUBLE";
  }

  private static String best(String schema, String dataflow, List<String> metrics) {
    List<String> columns = new ArrayList<>();
    for (String metric : metrics) {
      String which = metric.endsWith("loss") ? "min" : "max";
      String name = (which.equals("min") ? "lowest_" : "highest_") + metric;
      // NaN compares as the greatest number in SQL: it would be the best accuracy.
      String finite = " FILTER (isfinite(%s))".formatted(metric);
      columns.add("%s(%s)%s AS %s".formatted(which, metric, finite, name));
      columns.add("arg_%s(epoch, %s)%s AS %s_epoch".formatted(which, metric, finite, name));
      columns.add(
          "arg_%s(learning_rate, %s)%s AS %s_learning_rate".formatted(which, metric, finite, name));
    }
    columns.add("count(*) AS epochs");
    return "CREATE OR REPLACE VIEW %s.%s AS SELECT execution_id, %sexecution, %s FROM %s.%s GROUP BY execution_id, %sexecution"
        .formatted(
            Identifier.quote(schema),
            BEST_VIEW,
            dataflow,
            String.join(", ", columns),
            Identifier.quote(schema),
            EPOCH_VIEW,
            dataflow);
  }

  /** Whoever declares the sets alone may have given them other types than the predefined ones. */
  private static boolean isNumeric(SetState set, Name name) {
    AttributeState attribute = set.attributes.get(name);
    return attribute != null && attribute.type() == AttributeType.NUMERIC;
  }

  static String listed(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).collect(Collectors.joining(", "));
  }

  private static String folded(String column) {
    return column.toLowerCase(Locale.ROOT);
  }
}
