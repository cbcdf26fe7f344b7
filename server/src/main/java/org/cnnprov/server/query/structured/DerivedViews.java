package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The views over the data of a dataflow that can be asked like data sets: those in its schema, and
 * those of all dataflows in {@code public}, that tell the execution of each row.
 */
final class DerivedViews {

  private static final String PUBLIC = "public";
  private static final String EXECUTION_ID = "execution_id";

  private final Store store;
  private final Reader reader;

  DerivedViews(Store store, Reader reader) {
    this.store = store;
    this.reader = reader;
  }

  /** The views of these names, in lower case, of each dataflow that has one in its own schema. */
  Map<Long, Set<String>> ofDataflows(List<String> names) throws StoreException {
    Fragment query =
        Fragment.of(
                "SELECT d.id, v.table_name FROM information_schema.tables v"
                    + " JOIN public.dataflow d ON d.schema_name = v.table_schema"
                    + " WHERE v.table_type = 'VIEW' AND v.table_name IN (")
            .then(Catalogue.values(names))
            .then(")");
    Map<Long, Set<String>> views = new HashMap<>();
    for (Row row : reader.rows(query)) {
      views
          .computeIfAbsent(row.number("id"), absent -> new HashSet<>())
          .add(row.text("table_name"));
    }
    return views;
  }

  /** The dataflows with the views among the names that are no sets of theirs. */
  List<DataflowGraph> addTo(List<DataflowGraph> graphs, Set<Name> names) throws StoreException {
    boolean sets =
        graphs.stream()
            .allMatch(graph -> names.stream().allMatch(name -> graph.set(name).isPresent()));
    if (sets) {
      return graphs;
    }
    Set<String> relations = views(names);
    List<DataflowGraph> complete = new ArrayList<>();
    for (DataflowGraph graph : graphs) {
      complete.add(addTo(graph, names, relations));
    }
    return complete;
  }

  private DataflowGraph addTo(DataflowGraph graph, Set<Name> names, Set<String> relations)
      throws StoreException {
    List<SetNode> sets = new ArrayList<>(graph.sets());
    for (Name name : names) {
      String own = relation(graph.schema(), name.key());
      String ofAll = relation(PUBLIC, name.key());
      if (graph.set(name).isPresent()) {
        continue;
      }
      if (relations.contains(own)) {
        addIfTellsExecution(sets, name, own, SetNode.Kind.VIEW);
      } else if (relations.contains(ofAll)) {
        addIfTellsExecution(sets, name, ofAll, SetNode.Kind.VIEW_OF_ALL);
      }
    }
    return new DataflowGraph(graph.id(), graph.tag(), graph.schema(), sets);
  }

  private void addIfTellsExecution(
      List<SetNode> sets, Name name, String relation, SetNode.Kind kind) throws StoreException {
    List<SetAttribute> attributes =
        columns(relation).stream().map(DerivedViews::attribute).toList();
    if (attributes.stream().anyMatch(attribute -> attribute.column().equals(EXECUTION_ID))) {
      sets.add(new SetNode(name, relation, kind, attributes, List.of()));
    }
  }

  private Set<String> views(Set<Name> names) throws StoreException {
    Fragment query =
        Fragment.of(
                "SELECT table_schema, table_name FROM information_schema.tables"
                    + " WHERE table_type = 'VIEW' AND table_name IN (")
            .then(Catalogue.values(names.stream().map(Name::key).toList()))
            .then(")");
    return reader.rows(query).stream()
        .map(row -> relation(row.text("table_schema"), row.text("table_name")))
        .collect(Collectors.toSet());
  }

  private static String relation(String schema, String name) {
    return Fragment.quoted(schema) + "." + Fragment.quoted(name);
  }

  /** Its columns as it is planned; the catalogue of the engine takes a hundred times as long. */
  private List<RowSink.Column> columns(String relation) throws StoreException {
    List<RowSink.Column> columns = new ArrayList<>();
    RowSink sink =
        new RowSink() {
          @Override
          public void columns(List<Column> found) {
            columns.addAll(found);
          }

          @Override
          public void row(List<@Nullable Object> values) {}

          @Override
          public void end(boolean truncated) {}
        };
    try {
      store.query(Query.own("SELECT * FROM " + relation + " LIMIT 0"), sink);
    } catch (QueryException ours) {
      throw new IllegalStateException("the view " + relation + " cannot be read", ours);
    }
    return columns;
  }

  private static SetAttribute attribute(RowSink.Column column) {
    boolean number =
        switch (column.type()) {
          case "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "HUGEINT" -> true;
          default -> false;
        };
    return new SetAttribute(
        new Name(column.name()),
        number ? AttributeType.NUMERIC : AttributeType.TEXT,
        column.name(),
        column.type().startsWith("TIMESTAMP"));
  }
}
