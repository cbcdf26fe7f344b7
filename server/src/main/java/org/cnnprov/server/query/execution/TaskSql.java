package org.cnnprov.server.query.execution;

import org.cnnprov.server.query.Fragment;

/** The statements about the tasks of an execution. */
final class TaskSql {

  private static final String PAGE =
      """
      WITH chosen AS (
        SELECT * FROM public.task WHERE execution_id = ? AND id > ? ORDER BY id LIMIT ?),
      performances AS (
        SELECT p.task_id, list({'subtask': p.subtask_id, 'method': p.method,
          'description': p.description, 'started': p.starttime, 'ended': p.endtime}
          ORDER BY p.id) AS performances
        FROM public.performance p WHERE p.task_id IN (SELECT id FROM chosen)
        GROUP BY p.task_id),
      dependencies AS (
        SELECT y.task_id, list({'id': k.id, 'identifier': k.identifier,
          'transformation': t.name} ORDER BY k.id) AS dependencies
        FROM public.task_dependency y JOIN public.task k ON k.id = y.previous_task_id
        JOIN public.data_transformation t ON t.id = k.dt_id
        WHERE y.task_id IN (SELECT id FROM chosen) GROUP BY y.task_id)
      SELECT k.id, k.identifier, {'id': t.id, 'tag': t.name} AS transformation,
        k.df_version AS version, k.status, k.started_at, k.ended_at, k.workspace,
        k.computing_resource AS resource, k.output_msg AS output,
        CASE WHEN coalesce(k.error_type, k.error_msg, k.error_traceback) IS NOT NULL
          THEN {'type': k.error_type, 'message': k.error_msg,
            'traceback': k.error_traceback} END AS error,
        coalesce(p.performances, []) AS performances,
        coalesce(y.dependencies, []) AS dependencies
      FROM chosen k JOIN public.data_transformation t ON t.id = k.dt_id
      LEFT JOIN performances p ON p.task_id = k.id
      LEFT JOIN dependencies y ON y.task_id = k.id
      ORDER BY k.id""";

  private TaskSql() {}

  /** Tasks behind the one with the id {@code after}, oldest first. */
  static Fragment page(long execution, long after, long limit) {
    return Fragment.of(PAGE, execution, after, limit);
  }

  static Fragment execution(long id) {
    return Fragment.of("SELECT id FROM public.dataflow_execution WHERE id = ?", id);
  }
}
