package org.cnnprov.server.query.lineage;

import java.util.stream.Stream;
import org.cnnprov.server.query.Fragment;

/**
 * The statement that walks. Nodes are known by kind and number; the relation {@code walk} is keyed
 * by them, so that each is visited once and circles end. A level is taken whole, and none after the
 * one with which there are more nodes than are shown, so what is shown does not depend on chance.
 */
final class LineageSql {

  private static final String WALK =
      """
      ), step AS (%s),
      walk(way, kind, id, distance) USING KEY (way, kind, id) AS (
        SELECT w.way, s.kind, s.id, 0 FROM start s CROSS JOIN (VALUES %s) w(way)
        UNION
        SELECT w.way, s.next_kind, s.next_id, min(w.distance) + 1
        FROM walk w JOIN step s ON s.way = w.way AND s.kind = w.kind AND s.id = w.id
        ANTI JOIN recurring.walk r
          ON r.way = w.way AND r.kind = s.next_kind AND r.id = s.next_id
        WHERE w.distance < ? AND (SELECT count(*) FROM recurring.walk) <= ?
        GROUP BY w.way, s.next_kind, s.next_id),
      """;

  private static final String NODES =
      """
      reached AS (%s),
      node AS MATERIALIZED (SELECT * FROM reached ORDER BY abs(step), step, kind, id LIMIT ?),
      near AS MATERIALIZED (
        SELECT DISTINCT e.*, n.id IS NOT NULL AS from_shown, s.id IS NOT NULL AS to_shown
        FROM edge e LEFT JOIN node n ON n.kind = e.kind AND n.id = e.id
        LEFT JOIN node s ON s.kind = e.source_kind AND s.id = e.source_id
        WHERE n.id IS NOT NULL OR s.id IS NOT NULL),
      shown AS (SELECT * FROM near WHERE from_shown AND to_shown),
      """;

  private static final String DETAILS =
      """
      degree AS (
        SELECT kind, id, sum(source) AS sources, sum(result) AS results
        FROM (SELECT kind, id, 1 AS source, 0 AS result FROM near WHERE from_shown
          UNION ALL
          SELECT source_kind, source_id, 0, 1 FROM near WHERE to_shown)
        GROUP BY kind, id),
      described AS (
        SELECT n.step, n.kind, n.id, %s AS node,
          CASE n.kind WHEN 'task' THEN x.name || ' ' || t.identifier
            WHEN 'adaptation' THEN a.attribute || ' ' ||
              coalesce(a.old_value || ' → ', '→ ') || a.new_value
            WHEN 'element' THEN ? || ' ' || n.id
            ELSE f.name END AS label,
          {'id': e.id, 'tag': e.tag} AS execution, {'id': d.id, 'tag': d.name} AS dataflow,
          CASE n.kind WHEN 'task' THEN t.status END AS status, f.path, f.size, f.sha256,
          coalesce(f.epoch, a.epoch) AS epoch,
          CASE n.kind WHEN 'task' THEN t.started_at ELSE coalesce(f.recorded_at, a.recorded_at) END
            AS at_time,
          coalesce(g.sources, 0) AS sources, coalesce(g.results, 0) AS results
        FROM node n
        LEFT JOIN public.file f
          ON f.id = CASE WHEN n.kind IN ('file', 'content') THEN n.id END
        LEFT JOIN public.training_adaptation a ON a.id = CASE n.kind WHEN 'adaptation' THEN n.id END
        JOIN public.task t ON t.id = CASE n.kind WHEN 'task' THEN n.id %s
          ELSE coalesce(f.task_id, a.task_id) END
        JOIN public.data_transformation x ON x.id = t.dt_id
        JOIN public.dataflow_execution e ON e.id = t.execution_id
        JOIN public.dataflow d ON d.id = e.df_id
        LEFT JOIN degree g ON g.kind = n.kind AND g.id = n.id),
      """;

  /** The first task that wrote or read the element that the walk began at. */
  private static final String TASK_OF_ELEMENT =
      """
      WHEN 'element' THEN (SELECT min(CASE kind WHEN 'task' THEN id ELSE source_id END)
            FROM near WHERE 'element' IN (kind, source_kind))""";

  /**
   * What we have of described things: nothing more, or what imported provenance tells of others.
   */
  private static final String OURS =
      """
      listed AS (SELECT *, NULL::VARCHAR AS iri, NULL::STRUCT(id BIGINT, "name" VARCHAR) AS document
        FROM described),
      """;

  private static final String ALSO_IMPORTED =
      """
      listed AS (SELECT *, NULL::VARCHAR AS iri, NULL::STRUCT(id BIGINT, "name" VARCHAR) AS document
        FROM described
        UNION ALL
        SELECT n.step, n.kind, n.id, n.kind || '.' || n.id,
          coalesce((SELECT min(a.value) FROM public.prov_attribute a WHERE a.statement_id = s.id
            AND a.name = 'http://www.w3.org/ns/prov#label'),
            nullif(regexp_extract(s.iri, '[^/#]*$'), ''), s.iri),
          NULL, NULL, NULL, NULL, NULL, s.sha256, NULL, s.started_at, coalesce(g.sources, 0),
          coalesce(g.results, 0), s.iri, {'id': p.id, 'name': p.name}
        FROM node n JOIN public.prov_statement s
          ON s.id = CASE WHEN n.kind IN ('entity', 'activity', 'agent') THEN n.id END
        JOIN public.prov_bundle b ON b.id = s.bundle_id
        JOIN public.prov_document p ON p.id = b.document_id
        LEFT JOIN degree g ON g.kind = n.kind AND g.id = n.id),
      """;

  /** Sets that the one task writes and the other reads, as their transformations do. */
  private static final String PASSED =
      """
      passed AS (
        SELECT h.id, h.source_id, list_sort(list_distinct(list(s.name))) AS data_sets
        FROM shown h JOIN public.task r ON r.id = h.id JOIN public.task w ON w.id = h.source_id
        JOIN public.data_set_link i ON i.dt_id = r.dt_id AND i.type = 'INPUT'
        JOIN public.data_set_link o
          ON o.dt_id = w.dt_id AND o.type = 'OUTPUT' AND o.ds_id = i.ds_id
        JOIN public.data_set s ON s.id = i.ds_id
        WHERE h.relation = 'wasInformedBy' AND r.dt_id <> w.dt_id
        GROUP BY h.id, h.source_id)
      SELECT (SELECT count(*) FROM reached) AS reached,
        (SELECT list({'node': node, 'kind': kind, 'step': step, 'label': label,
            'execution': execution, 'dataflow': dataflow, 'status': status, 'path': path,
            'size': size, 'sha256': sha256, 'epoch': epoch, 'at': at_time, 'sources': sources,
            'results': results, 'iri': iri, 'document': document}
          ORDER BY abs(step), step, kind, id) FROM listed) AS nodes,
        (SELECT list({'from': %s, 'relation': h.relation, 'to': %s,
            'data_sets': coalesce(p.data_sets, [])}
            ORDER BY h.kind, h.id, h.relation, h.source_kind, h.source_id)
          FROM shown h LEFT JOIN passed p
            ON h.relation = 'wasInformedBy' AND p.id = h.id AND p.source_id = h.source_id) AS edges
      """;

  private LineageSql() {}

  /**
   * One row: the nodes, the edges between them, and how many nodes were {@code reached}, which is
   * more than {@code limit} where some are left out.
   *
   * @param imported whether the walk goes on through imported provenance; asking costs where there
   *     is none
   */
  static Fragment of(Start start, Direction direction, int depth, int limit, boolean imported) {
    Fragment statement =
        Fragment.of("WITH RECURSIVE influence AS MATERIALIZED (SELECT * FROM public.influence),\n");
    Fragment others = others(start, imported);
    if (!others.equals(Fragment.NOTHING)) {
      statement = statement.then("other AS MATERIALIZED (").then(others).then("),\n");
    }
    statement =
        statement.then(
            "edge AS NOT MATERIALIZED ("
                + "SELECT kind, id, relation, source_kind, source_id FROM influence"
                + (others.equals(Fragment.NOTHING) ? "" : " UNION ALL SELECT * FROM other"));
    String set = start.set().map(table -> table.id() + ".").orElse("");
    return statement
        .then("),\nstart AS MATERIALIZED (")
        .then(start.nodes())
        .then(WALK.formatted(direction.steps(), direction.ways()), depth, limit)
        .then(NODES.formatted(direction.reached()), limit)
        .then(
            DETAILS.formatted(
                name("n.kind", "n.id", set), start.set().isPresent() ? TASK_OF_ELEMENT : ""),
            start.set().map(ElementTable::name).orElse(""))
        .then(imported ? ALSO_IMPORTED : OURS)
        .then(
            PASSED.formatted(
                name("h.kind", "h.id", set), name("h.source_kind", "h.source_id", set)));
  }

  /** Edges beside those of what was captured. */
  private static Fragment others(Start start, boolean imported) {
    Fragment ofImported = Fragment.of(imported ? "SELECT * FROM public.prov_influence" : "");
    return Fragment.joined(
        " UNION ALL ",
        Stream.of(start.edges(), ofImported).filter(part -> !part.sql().isEmpty()).toList());
  }

  /** What a node is called, as {@link NodeName} reads it; {@code set} holds digits and a point. */
  private static String name(String kind, String id, String set) {
    return "%s || '.' || CASE %s WHEN 'element' THEN '%s' ELSE '' END || %s"
        .formatted(kind, kind, set, id);
  }
}
