package org.cnnprov.server.query.execution;

import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.filter.FieldSql;

/**
 * The statements that tell all of some executions. They begin with those that are chosen, a
 * statement with the columns {@code id} and {@code position}, and gather each kind of detail for
 * all of them at once.
 */
final class ExecutionSql {

  private static final String DETAILS =
      """
      , display AS (
        SELECT s.df_id, s.tag AS data_set, a.name, a.display_name, a.id AS place
        FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id
        WHERE s.tag IN ('itrainingmodel', 'otrainingmodel')),
      hyperparameter AS (
        SELECT e.id, list({'name': coalesce(n.display_name, p.name), 'number': p.number,
          'text': p.text} ORDER BY n.place, p.name) AS hyperparameters
        FROM (SELECT execution_id, name, arg_max_null(number, place) AS number,
            arg_max_null(text, place) AS text
          FROM (SELECT *, {'own': data_set = 'itrainingmodel', 'task': task_id} AS place
            FROM public.parameter WHERE data_set IN ('itrainingmodel', 'irun'))
          WHERE execution_id IN (SELECT id FROM chosen)
          GROUP BY execution_id, name) p
        JOIN public.dataflow_execution e ON e.id = p.execution_id
        LEFT JOIN display n
          ON n.df_id = e.df_id AND n.data_set = 'itrainingmodel' AND n.name = p.name
        GROUP BY e.id),
      metric AS (
        SELECT e.id, list({'name': coalesce(n.display_name, m.name), 'last': m.last,
          'min': m.least, 'max': m.greatest} ORDER BY n.place, m.name) AS metrics
        FROM (SELECT execution_id, name, %s AS last, %s AS least, %s AS greatest
          FROM public.training_metric WHERE execution_id IN (SELECT id FROM chosen)
          GROUP BY execution_id, name) m
        JOIN public.dataflow_execution e ON e.id = m.execution_id
        LEFT JOIN display n
          ON n.df_id = e.df_id AND n.data_set = 'otrainingmodel' AND n.name = m.name
        GROUP BY e.id),
      tag AS (
        SELECT t.execution_id AS id, list({'name': t.name, 'value': t.value} ORDER BY t.rowid) AS tags
        FROM public.execution_tag t GROUP BY t.execution_id),
      newest_note AS (
        SELECT execution_id AS id, arg_max(text, id) AS text FROM public.note GROUP BY 1),
      program AS (
        SELECT execution_id AS id,
          list({'name': name, 'language': language, 'framework': framework,
            'command': command} ORDER BY coalesce(rank_index, 0))[1] AS program,
          list({'index': rank_index, 'of': rank_of} ORDER BY rank_index)
            FILTER (rank_index IS NOT NULL) AS ranks
        FROM public.execution_program GROUP BY execution_id),
      gap AS (
        SELECT execution_id AS id, list({'producer': producer, 'first': first_missing,
          'last': last_missing} ORDER BY producer, first_missing) AS gaps
        FROM public.producer_gap GROUP BY execution_id),
      resumed AS (
        SELECT e.id, o.id AS origin
        FROM public.dataflow_execution e JOIN public.dataflow_execution o
          ON o.tag = e.resumed_execution
        JOIN public.dataflow d ON d.id = o.df_id AND d.tag = lower(e.resumed_dataflow))
      """
          .formatted(FieldSql.LAST, FieldSql.LEAST, FieldSql.GREATEST);

  private static final String COLUMNS =
      """
      SELECT e.id, e.tag, {'id': d.id, 'tag': d.name} AS dataflow, e.status, e.started_at,
        e.ended_at, coalesce(e.archived, false) AS archived, e.name, coalesce(e.note, newest_note.text) AS note, tag.tags,
        CASE WHEN person.id IS NOT NULL
          THEN {'name': person.name, 'email': person.email} END AS person,
        CASE WHEN machine.id IS NOT NULL
          THEN {'host': machine.hostname, 'os': machine.os, 'platform': machine.platform,
            'architecture': machine.architecture, 'cpu': machine.processor,
            'cores': machine.cores, 'memory_bytes': machine.memory_bytes,
            'gpus': CASE WHEN json_valid(machine.gpus) THEN machine.gpus END, 'in_container': machine.in_container} END AS machine,
        program.program, coalesce(program.ranks, []) AS ranks,
        CASE WHEN e.resumed_execution IS NOT NULL
          THEN {'dataflow': e.resumed_dataflow, 'execution': e.resumed_execution,
            'id': resumed.origin} END AS resumed_from,
        CASE WHEN coalesce(e.error_type, e.error_message, e.error_traceback) IS NOT NULL
          THEN {'type': e.error_type, 'message': e.error_message,
            'traceback': e.error_traceback} END AS error,
        coalesce(gap.gaps, []) AS gaps, hyperparameter.hyperparameters, metric.metrics
      """;

  private static final String FROM =
      """
      FROM chosen JOIN public.dataflow_execution e ON e.id = chosen.id
      JOIN public.dataflow d ON d.id = e.df_id
      LEFT JOIN hyperparameter ON hyperparameter.id = e.id
      LEFT JOIN metric ON metric.id = e.id
      LEFT JOIN tag ON tag.id = e.id
      LEFT JOIN newest_note ON newest_note.id = e.id
      LEFT JOIN program ON program.id = e.id
      LEFT JOIN gap ON gap.id = e.id
      LEFT JOIN resumed ON resumed.id = e.id
      LEFT JOIN public.data_scientist person ON person.id = e.scientist_id
      LEFT JOIN public.hardware_info machine ON machine.id = e.hardware_id
      ORDER BY chosen.position""";

  /** What one execution tells beyond a list. */
  private static final String MORE_COLUMNS =
      """
      , (SELECT list({'id': a.id, 'task': a.task_id, 'epoch_id': a.epoch,
            'attribute': a.attribute, 'old_value': a.old_value, 'new_value': a.new_value,
            'kind': a.kind, 'cause': a.cause, 'metric': a.metric, 'at': a.recorded_at} ORDER BY a.id)
          FROM public.training_adaptation a WHERE a.execution_id = ?) AS adaptations,
        (SELECT list({'id': f.id, 'task': f.task_id, 'role': f.role, 'name': f.name,
            'path': f.path, 'size': f.size, 'sha256': f.sha256, 'epoch': f.epoch,
            'at': f.recorded_at} ORDER BY f.id)
          FROM public.file f JOIN public.task k ON k.id = f.task_id
          WHERE k.execution_id = ?) AS files,
        (SELECT list({'kind': v.kind, 'name': v.name, 'value': v.value} ORDER BY v.rowid)
          FROM public.environment v WHERE v.execution_id = ?) AS environment,
        (SELECT list({'field': c.field, 'name': c.name, 'value': c."value", 'by': c.changed_by,
            'at': c.changed_at} ORDER BY c.id)
          FROM public.change_record c WHERE c.execution_id = ?) AS changes
      """;

  private ExecutionSql() {}

  static Fragment summaries(Fragment chosen, String furtherColumns) {
    return Fragment.of("WITH chosen AS (")
        .then(chosen)
        .then(")")
        .then(DETAILS)
        .then(COLUMNS)
        .then(furtherColumns)
        .then(FROM);
  }

  static Fragment one(long id) {
    return Fragment.of("WITH chosen AS (SELECT ?::BIGINT AS id, 1 AS position)", id)
        .then(DETAILS)
        .then(COLUMNS)
        .then(MORE_COLUMNS, id, id, id, id)
        .then(FROM);
  }
}
