package org.cnnprov.server.compat.dfanalyzer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * {@code /api/dataflows/{id}}: the data sets of a dataflow as a graph, in the form that vis.js
 * draws, and their attributes.
 */
public final class DataflowGraph implements Routes {

  /** As DfAnalyzer drew them. */
  private static final String GREEN = "#7BE141";

  private static final String BLUE = "#97C2FC";
  private static final String ORANGE = "#FFA807";

  private static final String GRAPH =
      """
      WITH chosen AS (SELECT id FROM public.dataflow WHERE id = ?),
      data_set AS (SELECT s.id, s.tag FROM public.data_set s JOIN chosen ON s.df_id = chosen.id),
      link AS (
        SELECT l.ds_id, l.dt_id, l.type, t.tag FROM public.data_set_link l
        JOIN data_set s ON s.id = l.ds_id JOIN public.data_transformation t ON t.id = l.dt_id),
      used AS (
        SELECT ds_id, bool_or(type = 'OUTPUT') AS written, bool_or(type = 'INPUT') AS read
        FROM link GROUP BY ds_id),
      attributes AS (
        SELECT a.ds_id, list({'name': a.name, 'type': a.type} ORDER BY a.id) AS attributes
        FROM public.attribute a JOIN data_set s ON s.id = a.ds_id GROUP BY a.ds_id)
      SELECT
        (SELECT list({'id': s.id, 'tag': s.tag, 'written': u.written, 'read': u.read,
            'attributes': a.attributes} ORDER BY s.id)
          FROM data_set s JOIN used u ON u.ds_id = s.id
          LEFT JOIN attributes a ON a.ds_id = s.id) AS sets,
        (SELECT list({'from': i.ds_id, 'to': o.ds_id, 'label': i.tag}
            ORDER BY i.dt_id, i.ds_id, o.ds_id)
          FROM link i JOIN link o ON i.dt_id = o.dt_id
          WHERE i.type = 'INPUT' AND o.type = 'OUTPUT') AS edges
      FROM chosen""";

  private final Reader reader;
  private final Gate gate;

  public DataflowGraph(Reader reader, Gate gate) {
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/dataflows/{id}", gate.guard(this::one));
  }

  private void one(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Row graph = reader.row(Fragment.of(GRAPH, parameters.id())).orElseThrow(parameters::notFound);
    List<Row> sets = graph.list("sets");
    Map<String, Object> attributes = new LinkedHashMap<>();
    sets.forEach(set -> attributes.put(Long.toString(set.number("id")), attributesOf(set)));
    List<Map<String, Object>> nodes = sets.stream().map(DataflowGraph::node).toList();
    List<Map<String, Object>> edges =
        graph.list("edges").stream().map(DataflowGraph::edge).toList();
    JsonAnswer.send(
        context,
        json ->
            json.value(
                Map.of(
                    "graph", Map.of("nodes", nodes, "edges", edges), "allAttrsMap", attributes)));
  }

  private static Map<String, Object> node(Row set) {
    String attributes =
        set.list("attributes").stream()
            .map(attribute -> attribute.text("name"))
            .collect(Collectors.joining(",", "(", ")"));
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("id", set.number("id"));
    node.put("label", set.text("tag"));
    node.put("title", attributes);
    node.put("shape", "box");
    node.put("color", color(set));
    return node;
  }

  private static String color(Row set) {
    if (Boolean.FALSE.equals(set.value("written"))) {
      return GREEN;
    }
    return Boolean.TRUE.equals(set.value("read")) ? BLUE : ORANGE;
  }

  private static Map<String, Object> edge(Row edge) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", edge.number("from"));
    json.put("to", edge.number("to"));
    json.put("label", edge.text("label"));
    json.put("arrows", "to");
    return json;
  }

  private static Map<String, Object> attributesOf(Row set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", set.text("tag"));
    json.put("atts", set.list("attributes").stream().map(Row::values).toList());
    return json;
  }
}
