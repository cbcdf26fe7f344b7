package org.cnnprov.store.sql;

import java.util.HashSet;
import java.util.List;

/**
 * The view {@code execution_error}: each task that failed, and each execution that failed outside
 * of its tasks, with the configuration under which it did.
 *
 * <p>A task that was open when its execution failed has no error of its own: it shows the
 * execution's.
 */
final class ErrorViews {

  static final String VIEW = "execution_error";

  /** What the views of the dataflows show of that across them, beside the hyperparameters. */
  private static final List<String> COLUMNS =
      List.of(
          "execution_id",
          "execution",
          "status",
          "task_id",
          "transformation",
          "task",
          "error_type",
          "error",
          "traceback",
          "ended_at",
          "learning_rate",
          "initial_learning_rate");

  private ErrorViews() {}

  static String acrossDataflows() {
    return """
        CREATE OR REPLACE VIEW public.execution_error AS
        SELECT e.id AS execution_id, d.tag AS dataflow, e.tag AS execution, e.status,
          t.id AS task_id, x.tag AS transformation, t.identifier AS task,
          coalesce(t.error_type, e.error_type) AS error_type,
          CASE WHEN t.error_type IS NULL THEN coalesce(e.error_message, t.error_msg)
            ELSE t.error_msg END AS error,
          coalesce(t.error_traceback, e.error_traceback) AS traceback,
          coalesce(t.ended_at, e.ended_at) AS ended_at,
          coalesce(c.learning_rate, h.learning_rate) AS learning_rate,
          h.learning_rate AS initial_learning_rate, h.optimizer_name, %s
        FROM public.dataflow_execution e
        JOIN public.dataflow d ON d.id = e.df_id
        LEFT JOIN (SELECT * FROM public.task WHERE status = 'FAILED' OR error_msg IS NOT NULL) t
          ON t.execution_id = e.id
        LEFT JOIN public.data_transformation x ON x.id = t.dt_id
        LEFT JOIN (%s) h ON h.execution_id = e.id
        LEFT JOIN (SELECT execution_id, arg_max(learning_rate, epoch) AS learning_rate
          FROM public.learning_rate_change GROUP BY execution_id) c ON c.execution_id = e.id
        WHERE t.id IS NOT NULL OR e.status IN ('FAILED', 'ABORTED')"""
        .formatted(
            TrainingViews.listed("h.", TrainingViews.HYPERPARAMETERS),
            TrainingViews.hyperparametersOfExecutions());
  }

  /** The view of one dataflow, with every hyperparameter that it has. */
  static String of(DataflowState dataflow, Hyperparameters hyperparameters) {
    return """
        CREATE OR REPLACE VIEW %s.execution_error AS
        SELECT %s%s
        FROM public.execution_error f
        JOIN public.dataflow_execution e ON e.id = f.execution_id AND e.df_id = %d
        %s"""
        .formatted(
            Identifier.quote(dataflow.schema),
            TrainingViews.listed("f.", COLUMNS),
            hyperparameters.columnsWithout(new HashSet<>(COLUMNS)),
            dataflow.id,
            hyperparameters.joinOfExecution("f.execution_id"));
  }
}
