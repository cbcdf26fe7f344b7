package org.cnnprov.server.query.dataflow;

/** The statements about dataflows. Their columns are the members of the answers. */
final class DataflowSql {

  static final String LIST =
      """
      SELECT d.id, d.name AS tag, d.schema_name AS schema,
        (SELECT max(v.version) FROM public.dataflow_version v WHERE v.df_id = d.id) AS version,
        coalesce(e.executions, 0) AS executions, coalesce(e.running, 0) AS running,
        coalesce(e.failed, 0) AS failed, e.last_activity, e.newest_execution,
        coalesce(d.archived, false) AS archived
      FROM public.dataflow d LEFT JOIN (
        SELECT df_id, count(*) AS executions,
          count(*) FILTER (status = 'RUNNING') AS running,
          count(*) FILTER (status = 'FAILED') AS failed,
          greatest(max(started_at), max(ended_at)) AS last_activity,
          max(id) AS newest_execution
        FROM public.dataflow_execution GROUP BY df_id) e ON e.df_id = d.id""";

  /** One dataflow as a row with nested lists; its parameter is the id. */
  static final String ONE =
      """
      WITH chosen AS (SELECT * FROM public.dataflow WHERE id = ?),
      version AS (
        SELECT v.df_id, list({'version': v.version, 'created_at': v.recorded_at} ORDER BY v.version)
          AS versions
        FROM public.dataflow_version v GROUP BY v.df_id),
      transformation AS (
        SELECT t.* FROM public.data_transformation t JOIN chosen ON t.df_id = chosen.id),
      data_set AS (SELECT s.* FROM public.data_set s JOIN chosen ON s.df_id = chosen.id),
      link AS (
        SELECT l.*, t.name AS transformation, s.name AS data_set,
          s.table_name, s.view_name,
          max(CASE WHEN l.type = 'OUTPUT' THEN t.name END) OVER (PARTITION BY l.ds_id) AS writer
        FROM public.data_set_link l
        JOIN transformation t ON t.id = l.dt_id JOIN data_set s ON s.id = l.ds_id),
      program AS (
        SELECT u.dt_id, list({'name': p.name, 'path': p.path} ORDER BY p.id) AS programs
        FROM public.use_program u JOIN public.program p ON p.id = u.program_id GROUP BY u.dt_id),
      read_or_written AS (
        SELECT dt_id, list({'id': ds_id, 'tag': data_set, 'type': type,
          'dependency': CASE WHEN type = 'INPUT' THEN writer END} ORDER BY type, ds_id) AS sets
        FROM link GROUP BY dt_id),
      used AS (
        SELECT ds_id,
          min(CASE WHEN type = 'OUTPUT' THEN dt_id END) AS writer_id, min(writer) AS writer,
          list({'id': dt_id, 'tag': transformation} ORDER BY dt_id)
            FILTER (type = 'INPUT') AS read_by
        FROM link GROUP BY ds_id),
      attributes AS (
        SELECT a.ds_id, list({'id': a.id, 'name': a.display_name, 'column': a.column_name,
          'type': a.type, 'description': a.description} ORDER BY a.id) AS attributes
        FROM public.attribute a JOIN data_set s ON s.id = a.ds_id GROUP BY a.ds_id)
      SELECT d.id, d.name AS tag, d.schema_name AS schema,
        coalesce(d.archived, false) AS archived, version.versions,
        coalesce((SELECT list({'id': t.id, 'tag': t.name,
            'programs': coalesce(p.programs, []), 'sets': coalesce(r.sets, [])} ORDER BY t.id)
          FROM transformation t LEFT JOIN program p ON p.dt_id = t.id
          LEFT JOIN read_or_written r ON r.dt_id = t.id), []) AS transformations,
        coalesce((SELECT list({'id': s.id, 'tag': s.name, 'table': s.table_name,
            'view': s.view_name, 'attributes': coalesce(a.attributes, []),
            'written_by': CASE WHEN u.writer_id IS NULL THEN NULL
              ELSE {'id': u.writer_id, 'tag': u.writer} END,
            'read_by': coalesce(u.read_by, [])} ORDER BY s.id)
          FROM data_set s LEFT JOIN used u ON u.ds_id = s.id
          LEFT JOIN attributes a ON a.ds_id = s.id), []) AS sets
      FROM chosen d JOIN version ON version.df_id = d.id""";

  private DataflowSql() {}
}
