package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * Reads what there is: dataflows, their sets and attributes. It only grows, so what was read here
 * is still there when the statement runs.
 */
final class Catalogue {

  private static final String SETS =
      """
      WITH chosen AS (SELECT id, tag, schema_name FROM public.dataflow WHERE id IN (%1$s)),
      link AS (
        SELECT l.ds_id, list({'transformation': l.dt_id, 'tag': t.tag, 'type': l.type,
          'column': l.column_name} ORDER BY l.type DESC, l.dt_id) AS links
        FROM public.data_set_link l JOIN public.data_transformation t ON t.id = l.dt_id
        JOIN chosen c ON c.id = t.df_id GROUP BY l.ds_id),
      attributes AS (
        SELECT a.ds_id, list({'name': a.name, 'type': a.type, 'column': a.column_name}
          ORDER BY a.id) AS attributes
        FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id
        JOIN chosen c ON c.id = s.df_id GROUP BY a.ds_id)
      SELECT c.id, c.tag, c.schema_name, s.tag AS data_set, s.table_name, link.links,
        attributes.attributes
      FROM chosen c LEFT JOIN public.data_set s ON s.df_id = c.id
      LEFT JOIN link ON link.ds_id = s.id LEFT JOIN attributes ON attributes.ds_id = s.id
      ORDER BY c.id, s.id""";

  private final Reader reader;
  private final DerivedViews views;

  Catalogue(Reader reader, DerivedViews views) {
    this.reader = reader;
    this.views = views;
  }

  /**
   * The dataflows of a scope, with the derived views among {@code names} as sets of theirs.
   *
   * @throws ProblemException where a dataflow that is named does not exist
   */
  List<DataflowGraph> dataflows(Scope scope, Set<Name> names)
      throws ProblemException, StoreException {
    List<Long> ids;
    if (scope instanceof Scope.One one) {
      ids = List.of(id(one.tag(), "/dataflow"));
    } else if (scope instanceof Scope.Several several) {
      ids = ids(several.tags());
    } else {
      ids = idsWith(names);
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    return views.addTo(graphs(ids), names);
  }

  private List<Long> ids(List<String> tags) throws ProblemException, StoreException {
    Set<Long> ids = new LinkedHashSet<>();
    int index = 0;
    for (String tag : tags) {
      ids.add(id(tag, "/dataflows/" + index++));
    }
    return List.copyOf(ids);
  }

  private long id(String tag, String pointer) throws ProblemException, StoreException {
    Fragment query = Fragment.of("SELECT id FROM public.dataflow WHERE tag = ?", key(tag));
    List<Row> found = reader.rows(query);
    if (found.isEmpty()) {
      List<String> known =
          reader.rows(Fragment.of("SELECT tag FROM public.dataflow")).stream()
              .map(row -> row.text("tag"))
              .toList();
      throw Refusal.of(
          ErrorCode.UNKNOWN_DATAFLOW,
          pointer,
          "there is no dataflow '%s'; %s".formatted(tag, Refusal.instead(tag, known)));
    }
    return found.get(0).number("id");
  }

  private static String key(String tag) {
    return tag.toLowerCase(java.util.Locale.ROOT);
  }

  /** Dataflows that have all of the sets or views. */
  private List<Long> idsWith(Set<Name> names) throws StoreException {
    List<String> keys = names.stream().map(Name::key).toList();
    Fragment query =
        Fragment.of("SELECT df_id, tag FROM public.data_set WHERE tag IN (")
            .then(values(keys))
            .then(")");
    Map<Long, Set<String>> had = new LinkedHashMap<>();
    for (Row row : reader.rows(query)) {
      had.computeIfAbsent(row.number("df_id"), absent -> new HashSet<>()).add(row.text("tag"));
    }
    Set<String> sets = had.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    if (!sets.containsAll(keys)) {
      views
          .ofDataflows(keys)
          .forEach(
              (dataflow, views) ->
                  had.computeIfAbsent(dataflow, absent -> new HashSet<>()).addAll(views));
    }
    return had.entrySet().stream()
        .filter(entry -> entry.getValue().containsAll(keys))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<DataflowGraph> graphs(List<Long> ids) throws StoreException {
    Fragment query = Fragment.of(SETS.formatted(marks(ids)), ids.toArray());
    Map<Long, DataflowGraph> graphs = new LinkedHashMap<>();
    for (Row row : reader.rows(query)) {
      DataflowGraph graph =
          graphs.computeIfAbsent(
              row.number("id"),
              id ->
                  new DataflowGraph(
                      id, row.text("tag"), row.text("schema_name"), new ArrayList<>()));
      if (row.value("data_set") != null) {
        graph.sets().add(set(row));
      }
    }
    return ids.stream().map(graphs::get).toList();
  }

  private static SetNode set(Row row) {
    return new SetNode(
        new Name(row.text("data_set")),
        Fragment.quoted(row.text("schema_name")) + "." + Fragment.quoted(row.text("table_name")),
        SetNode.Kind.ELEMENTS,
        row.list("attributes").stream().map(Catalogue::attribute).toList(),
        row.list("links").stream().map(Catalogue::link).toList());
  }

  private static SetAttribute attribute(Row row) {
    return new SetAttribute(
        new Name(row.text("name")), AttributeType.of(row.text("type")), row.text("column"), false);
  }

  private static SetLink link(Row row) {
    return new SetLink(
        row.number("transformation"),
        row.text("tag"),
        SetType.of(row.text("type")),
        row.text("column"));
  }

  /** Values of a list, as parameters. */
  static Fragment values(Collection<?> values) {
    return Fragment.of(marks(values), values.toArray());
  }

  private static String marks(Collection<?> values) {
    return values.stream().map(value -> "?").collect(Collectors.joining(", "));
  }
}
