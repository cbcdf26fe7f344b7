package org.cnnprov.store.sql;

import org.cnnprov.event.ProvenanceDocument;
import org.cnnprov.model.PredefinedTraining;

/**
 * The views that say what came of what, across executions and dataflows: {@code influence}, each
 * single step; {@code derivation}, for each file and each task all that it comes from; {@code
 * prov_influence}, the steps of provenance that was imported, and those between it and files.
 *
 * <p>A content is what files of one SHA-256 hold that some task has read, and goes by the number of
 * the first of them. It is what leads from an execution that wrote a file to one that read it, also
 * where the file was copied or renamed on the way. Of empty files equal contents say nothing, so
 * they have none.
 */
final class InfluenceViews {

  /** What the names of executions, and of all that is in them, begin with. */
  private static final String RUNS = ProvenanceDocument.OUR_NAMES + "run/";

  private InfluenceViews() {}

  /**
   * Epochs and adaptations: a file was written under the adaptation that was in force at its epoch,
   * which came after others. A file that names no epoch belongs to the greatest that its task had
   * told by then.
   */
  static String influence() {
    return """
        CREATE OR REPLACE VIEW public.influence AS
        WITH described AS MATERIALIZED (
          SELECT id, task_id, role, CASE WHEN sha256 IS NOT NULL AND size IS DISTINCT FROM 0
              AND bool_or(role IS NOT DISTINCT FROM 'input') OVER same
              THEN min(id) OVER same END AS content
          FROM public.file WINDOW same AS (PARTITION BY sha256)),
        training AS MATERIALIZED (
          SELECT t.id, t.execution_id FROM public.task t
          JOIN public.data_transformation x ON x.id = t.dt_id AND x.tag = '%1$s'),
        trained AS MATERIALIZED (
          SELECT execution_id, min(id) AS first, max(id) AS last
          FROM training GROUP BY execution_id),
        adapted AS MATERIALIZED (
          SELECT a.id, a.epoch, coalesce(y.training, f.first) AS training
          FROM public.training_adaptation a
          LEFT JOIN (SELECT y.task_id, min(p.id) AS training FROM public.task_dependency y
            JOIN training p ON p.id = y.previous_task_id GROUP BY y.task_id) y
            ON y.task_id = a.task_id
          LEFT JOIN trained f ON f.execution_id = a.execution_id),
        written AS MATERIALIZED (
          SELECT id, task_id, epoch, coalesce(recorded_at, received_at) AS written_at
          FROM public.file
          WHERE role IS DISTINCT FROM 'input' AND task_id IN (SELECT training FROM adapted)),
        at_epoch AS (
          SELECT id, task_id, epoch FROM written WHERE epoch IS NOT NULL
          UNION ALL
          SELECT w.id, w.task_id, max(m.epoch)
          FROM written w JOIN public.training_metric m
            ON m.task_id = w.task_id AND m.recorded_at <= w.written_at AND isfinite(m.epoch)
          WHERE w.epoch IS NULL GROUP BY w.id, w.task_id)
        SELECT 'file' AS kind, id, 'wasGeneratedBy' AS relation, 'task' AS source_kind,
          task_id AS source_id, NULL::BIGINT AS file_id
        FROM described WHERE role IS DISTINCT FROM 'input'
        UNION ALL
        SELECT 'content', content, 'alternateOf', 'file', id, NULL
        FROM described WHERE content IS NOT NULL AND role IS DISTINCT FROM 'input'
        UNION ALL
        SELECT 'task', task_id, 'used', CASE WHEN content IS NULL THEN 'file' ELSE 'content' END,
          coalesce(content, id), id
        FROM described WHERE role = 'input'
        UNION ALL
        SELECT 'task', task_id, 'wasInformedBy', 'task', previous_task_id, NULL
        FROM public.task_dependency
        UNION ALL
        SELECT 'task', f.first, 'wasInformedBy', 'task', g.last, NULL
        FROM public.dataflow_execution e JOIN trained f ON f.execution_id = e.id
        JOIN public.dataflow_execution o ON o.tag = e.resumed_execution
        JOIN public.dataflow d ON d.id = o.df_id
          AND CASE WHEN e.resumed_dataflow IS NULL THEN d.id = e.df_id
            ELSE d.tag = lower(e.resumed_dataflow) END
        JOIN trained g ON g.execution_id = o.id
        UNION ALL
        SELECT 'adaptation', id, 'wasGeneratedBy', 'task', task_id, NULL
        FROM public.training_adaptation
        UNION ALL
        SELECT 'adaptation', id, 'wasDerivedFrom', 'adaptation', previous, NULL
        FROM (SELECT id, lag(id) OVER (PARTITION BY training ORDER BY epoch NULLS LAST, id)
            AS previous FROM adapted)
        WHERE previous IS NOT NULL
        UNION ALL
        SELECT 'file', f.id, 'wasInfluencedBy', 'adaptation', c.id, NULL
        FROM at_epoch f ASOF JOIN (SELECT training, epoch, max(id) AS id
          FROM adapted WHERE isfinite(epoch) GROUP BY training, epoch) c
          ON c.training = f.task_id AND f.epoch >= c.epoch"""
        .formatted(PredefinedTraining.TRAINING_MODEL.key());
  }

  /**
   * Things are known by the first statement that describes them, the same in all documents: that is
   * what joins these by identifier. A name that a document of ours gives to a task or a file is
   * that task or file here, whether the statements describe it or only speak of it, and the name of
   * an execution is its trainings. What holds the same as a file of ours is joined to that, as
   * files are to each other.
   */
  static String imported() {
    return """
        CREATE OR REPLACE VIEW public.prov_influence AS
        WITH named AS MATERIALIZED (
          SELECT iri, list_transform(string_split(substr(iri, %2$d), '/'), lambda part:
            list_transform(string_split(part, '.'), lambda word: url_decode(word))) AS part
          FROM (SELECT iri FROM public.prov_statement UNION SELECT subject FROM public.prov_statement
            UNION SELECT object FROM public.prov_statement)
          WHERE starts_with(iri, '%1$s')),
        own AS MATERIALIZED (
          SELECT n.iri, n.part[3] AS word, t.id
          FROM named n JOIN public.dataflow d ON d.tag = n.part[1][1]
          JOIN public.dataflow_execution e ON e.df_id = d.id AND e.tag = n.part[2][1]
          JOIN public.task t ON t.execution_id = e.id
          JOIN public.data_transformation x ON x.id = t.dt_id
          WHERE CASE n.part[3][1] WHEN 'execution' THEN x.tag = '%3$s'
            ELSE x.tag = n.part[3][2] AND t.identifier = n.part[3][3] END),
        known AS MATERIALIZED (
          SELECT iri, 'task' AS kind, id FROM own WHERE word[1] IN ('execution', 'task')
          UNION ALL
          SELECT o.iri, 'file', f.id
          FROM own o JOIN (SELECT id, task_id,
              row_number() OVER (PARTITION BY task_id ORDER BY recorded_at, id) AS place
            FROM public.file) f
            ON o.word[1] = 'file' AND f.task_id = o.id AND f.place::VARCHAR = o.word[4]),
        thing AS MATERIALIZED (
          SELECT iri, arg_min(kind, id) AS kind, min(id) AS id, max(sha256) AS sha256
          FROM public.prov_statement
          WHERE kind IN ('entity', 'activity', 'agent') AND iri NOT IN (SELECT iri FROM known)
          GROUP BY iri
          UNION ALL
          SELECT iri, kind, id, NULL FROM known),
        held AS MATERIALIZED (
          SELECT sha256, min(id) AS content, bool_or(role IS NOT DISTINCT FROM 'input') AS is_read
          FROM public.file WHERE size IS DISTINCT FROM 0
            AND sha256 IN (SELECT sha256 FROM thing WHERE sha256 IS NOT NULL)
          GROUP BY sha256)
        SELECT s.kind, s.id, r.kind AS relation, o.kind AS source_kind, o.id AS source_id
        FROM public.prov_statement r JOIN thing s ON s.iri = r.subject
        JOIN thing o ON o.iri = r.object
        UNION
        SELECT 'content', h.content, 'alternateOf', t.kind, t.id
        FROM held h JOIN thing t ON t.sha256 = h.sha256 WHERE h.is_read
        UNION
        SELECT t.kind, t.id, 'alternateOf', 'file', f.id
        FROM thing t JOIN held h ON h.sha256 = t.sha256 JOIN public.file f ON f.sha256 = h.sha256
        WHERE f.role IS DISTINCT FROM 'input' AND f.size IS DISTINCT FROM 0"""
        .formatted(RUNS, RUNS.length() + 1, PredefinedTraining.TRAINING_MODEL.key());
  }

  /**
   * The view lies over {@code influence}, and is to be created after it. Between a file that was
   * read and the files of the same content that were written is one step, so their content is left
   * out, and each task that was found brings the files that it read.
   */
  static String derivation() {
    return """
        CREATE OR REPLACE VIEW public.derivation AS
        WITH RECURSIVE
        step AS MATERIALIZED (
          SELECT kind, id, source_kind, source_id, file_id FROM public.influence
          WHERE kind <> 'adaptation' AND source_kind <> 'adaptation'),
        walk(start_kind, start_id, kind, id, distance)
            USING KEY (start_kind, start_id, kind, id) AS (
          (SELECT 'file', id, 'file', id, 0 FROM public.file
          UNION ALL
          SELECT 'task', id, 'task', id, 0 FROM public.task
          UNION ALL
          SELECT 'file', file_id, source_kind, source_id, 0
          FROM step WHERE source_kind = 'content')
          UNION
          SELECT w.start_kind, w.start_id, s.source_kind, s.source_id, min(w.distance) + 1
          FROM walk w JOIN step s ON s.kind = w.kind AND s.id = w.id
          WHERE NOT EXISTS (
            SELECT 1 FROM recurring.walk r
            WHERE r.start_kind = w.start_kind AND r.start_id = w.start_id
              AND r.kind = s.source_kind AND r.id = s.source_id)
          GROUP BY w.start_kind, w.start_id, s.source_kind, s.source_id),
        found AS (
          SELECT start_kind, start_id, kind, id, min(distance) AS distance
          FROM (
            SELECT * FROM walk WHERE kind <> 'content'
            UNION ALL
            SELECT w.start_kind, w.start_id, 'file', s.file_id, w.distance + 1
            FROM walk w JOIN step s
              ON w.kind = 'task' AND s.kind = 'task' AND s.id = w.id AND s.source_kind = 'content')
          GROUP BY start_kind, start_id, kind, id),
        thing AS (
          SELECT 'file' AS kind, id, task_id, name FROM public.file
          UNION ALL
          SELECT 'task', t.id, t.id, x.tag || ' ' || t.identifier
          FROM public.task t JOIN public.data_transformation x ON x.id = t.dt_id),
        placed AS (
          SELECT g.kind, g.id, g.task_id, g.name, e.id AS execution_id, e.tag AS execution,
            d.tag AS dataflow
          FROM thing g JOIN public.task t ON t.id = g.task_id
          JOIN public.dataflow_execution e ON e.id = t.execution_id
          JOIN public.dataflow d ON d.id = e.df_id)
        SELECT p.execution_id, p.dataflow, p.execution, p.kind, p.id, p.task_id, p.name,
          f.distance AS step, o.execution_id AS source_execution_id,
          o.dataflow AS source_dataflow, o.execution AS source_execution, o.kind AS source_kind,
          o.id AS source_id, o.name AS source_name
        FROM found f
        JOIN placed p ON p.kind = f.start_kind AND p.id = f.start_id
        JOIN placed o ON o.kind = f.kind AND o.id = f.id""";
  }
}
