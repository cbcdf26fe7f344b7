package org.cnnprov.server.query.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * The table that holds an element.
 *
 * @param id of the set
 * @param name of the set
 * @param table qualified and quoted
 */
record ElementTable(long id, String name, String table, List<Link> links) {

  /**
   * A transformation that writes or reads the set.
   *
   * @param column quoted
   */
  private record Link(String column, boolean writes) {}

  private static final String CATALOGUE =
      """
      SELECT s.id, s.name, d.schema_name, s.table_name,
        (SELECT list({'column': l.column_name, 'type': l.type} ORDER BY l.type DESC, l.dt_id)
          FROM public.data_set_link l WHERE l.ds_id = s.id) AS links
      FROM public.data_set s JOIN public.dataflow d ON d.id = s.df_id
      JOIN public.dataflow_execution e ON e.df_id = d.id
      WHERE s.id = ? AND e.id = ?""";

  /** The set of that number, in the dataflow of the execution. */
  static Optional<ElementTable> find(Reader reader, long set, long execution)
      throws StoreException {
    return reader
        .row(Fragment.of(CATALOGUE, set, execution))
        .map(ElementTable::of)
        .filter(table -> !table.links.isEmpty());
  }

  /** The row, where a task of the execution wrote or read it. */
  Fragment start(long row, long execution) {
    String tasks = links.stream().map(Link::column).collect(Collectors.joining(", o."));
    return Fragment.of(
        """
        SELECT 'element' AS kind, o.id FROM %s o WHERE o.id = ? AND EXISTS (
          SELECT 1 FROM public.task t WHERE t.execution_id = ? AND t.id IN (o.%s))"""
            .formatted(table, tasks),
        row,
        execution);
  }

  /** Its steps to the tasks that wrote and read it. */
  Fragment edges(long row) {
    List<Fragment> edges = new ArrayList<>();
    for (Link link : links) {
      String columns =
          link.writes()
              ? "'element', id, 'wasGeneratedBy', 'task', " + link.column()
              : "'task', " + link.column() + ", 'used', 'element', id";
      edges.add(
          Fragment.of(
              "SELECT %s FROM %s WHERE id = ? AND %s IS NOT NULL"
                  .formatted(columns, table, link.column()),
              row));
    }
    return Fragment.joined(" UNION ALL ", edges);
  }

  private static ElementTable of(Row row) {
    return new ElementTable(
        row.number("id"),
        row.text("name"),
        Fragment.quoted(row.text("schema_name")) + "." + Fragment.quoted(row.text("table_name")),
        row.list("links").stream()
            .map(
                link ->
                    new Link(
                        Fragment.quoted(link.text("column")), link.text("type").equals("OUTPUT")))
            .toList());
  }
}
