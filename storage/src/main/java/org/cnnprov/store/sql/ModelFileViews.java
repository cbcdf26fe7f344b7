package org.cnnprov.store.sql;

import java.util.HashSet;
import java.util.List;

/**
 * The views that say where a model comes from: {@code model_file}, each file that a training wrote,
 * with its epoch, the hyperparameters and metrics of that epoch; {@code model_file_hyperparameter},
 * every parameter of its execution, in a row each, with the value in force when it was written.
 *
 * <p>A file that names no epoch, as in DfAnalyzer's messages, belongs to the last epoch that its
 * task had told by then.
 */
final class ModelFileViews {

  static final String VIEW = "model_file";

  /** What the views of the dataflows show of that across them, beside the hyperparameters. */
  private static final List<String> COLUMNS =
      List.of(
          "execution_id",
          "execution",
          "status",
          "file_id",
          "task_id",
          "name",
          "path",
          "size",
          "sha256",
          "epoch",
          "loss",
          "accuracy",
          "val_loss",
          "val_accuracy",
          "learning_rate",
          "initial_learning_rate");

  private ModelFileViews() {}

  static String acrossDataflows() {
    return """
        CREATE OR REPLACE VIEW public.model_file AS
        SELECT e.id AS execution_id, d.tag AS dataflow, e.tag AS execution, e.status,
          f.id AS file_id, f.task_id, f.name, f.path, f.size, f.sha256, f.epoch,
          coalesce(c.learning_rate, h.learning_rate) AS learning_rate,
          h.learning_rate AS initial_learning_rate, h.optimizer_name, %s, %s
        FROM (SELECT w.id, w.task_id, w.name, w.path, w.size, w.sha256,
            coalesce(w.epoch, l.epoch) AS epoch
          FROM (SELECT *, coalesce(recorded_at, received_at) AS written_at FROM public.file) w
          ASOF LEFT JOIN (SELECT task_id, recorded_at, max(epoch) AS epoch
            FROM public.training_metric WHERE isfinite(epoch) GROUP BY task_id, recorded_at) l
            ON l.task_id = w.task_id AND w.written_at >= l.recorded_at
          WHERE w.role IS DISTINCT FROM 'input') f
        JOIN public.task t ON t.id = f.task_id
        JOIN public.data_transformation x ON x.id = t.dt_id AND x.tag = 'trainingmodel'
        JOIN public.dataflow_execution e ON e.id = t.execution_id
        JOIN public.dataflow d ON d.id = e.df_id
        LEFT JOIN (%s) h ON h.task_id = f.task_id
        LEFT JOIN (%s) m ON m.task_id = f.task_id AND m.epoch = f.epoch
        ASOF LEFT JOIN public.learning_rate_change c
          ON c.execution_id = e.id AND f.epoch >= c.epoch"""
        .formatted(
            TrainingViews.listed("h.", TrainingViews.HYPERPARAMETERS),
            TrainingViews.listed("m.", TrainingViews.METRICS),
            TrainingViews.hyperparametersOfTasks(),
            TrainingViews.metricsOfEpochs());
  }

  /** The view lies over {@code model_file}, and is to be created after it. */
  static String hyperparametersAcross() {
    return """
        CREATE OR REPLACE VIEW public.model_file_hyperparameter AS
        SELECT f.execution_id, f.dataflow, f.execution, f.file_id, f.path, f.sha256, f.epoch,
          p.transformation, p.name, coalesce(c.value, p.number) AS number, p.text
        FROM public.model_file f
        JOIN (SELECT *, CASE WHEN data_set = 'itrainingmodel' THEN name END AS adaptable
          FROM public.parameter) p
          ON p.execution_id = f.execution_id
            AND (p.task_id = f.task_id OR p.transformation <> 'trainingmodel')
        ASOF LEFT JOIN public.hyperparameter_change c
          ON c.execution_id = f.execution_id AND c.attribute = p.adaptable
            AND f.epoch >= c.epoch""";
  }

  /** The view of one dataflow, with every hyperparameter that it has. */
  static String of(DataflowState dataflow, Hyperparameters hyperparameters) {
    return """
        CREATE OR REPLACE VIEW %s.model_file AS
        SELECT %s%s
        FROM public.model_file f
        JOIN public.dataflow_execution e ON e.id = f.execution_id AND e.df_id = %d
        %s"""
        .formatted(
            Identifier.quote(dataflow.schema),
            TrainingViews.listed("f.", COLUMNS),
            hyperparameters.columnsWithout(new HashSet<>(COLUMNS)),
            dataflow.id,
            hyperparameters.joinOfTask("f.task_id"));
  }
}
