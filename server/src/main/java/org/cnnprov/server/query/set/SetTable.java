package org.cnnprov.server.query.set;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * The table of a data set, as the catalogue describes it.
 *
 * @param name qualified and quoted
 * @param taskColumns quoted; the columns of the tasks that write come before those that read
 */
record SetTable(String name, List<String> taskColumns, List<Attribute> attributes) {

  /**
   * One attribute.
   *
   * @param name its display form
   * @param column quoted
   */
  record Attribute(String name, String column) {}

  private static final String CATALOGUE =
      """
      WITH link AS (
        SELECT l.ds_id, list({'column': l.column_name} ORDER BY l.type DESC, l.dt_id) AS links
        FROM public.data_set_link l GROUP BY l.ds_id),
      attributes AS (
        SELECT a.ds_id, list({'name': a.display_name, 'column': a.column_name} ORDER BY a.id)
          AS attributes
        FROM public.attribute a GROUP BY a.ds_id)
      SELECT d.schema_name, s.table_name, link.links, attributes.attributes
      FROM public.data_set s JOIN public.dataflow d ON d.id = s.df_id
      LEFT JOIN link ON link.ds_id = s.id LEFT JOIN attributes ON attributes.ds_id = s.id
      WHERE s.id = ?""";

  static Optional<SetTable> find(Reader reader, long id) throws StoreException {
    return reader.row(Fragment.of(CATALOGUE, id)).map(SetTable::of);
  }

  /**
   * Elements as {@code t}, with the task {@code k} that wrote each, or that it was given to.
   * Attributes have aliases, since two display forms may differ only in what SQL does not see.
   */
  Fragment selectElements() {
    String columns =
        IntStream.range(0, attributes.size())
            .mapToObj(index -> ", t." + attributes.get(index).column() + " AS " + alias(index))
            .collect(Collectors.joining());
    String task =
        taskColumns.isEmpty()
            ? "NULL"
            : taskColumns.stream()
                .map(column -> "t." + column)
                .collect(Collectors.joining(", ", "coalesce(", ")"));
    return Fragment.of(
        "SELECT t.id, k.execution_id AS execution, k.id AS task"
            + columns
            + " FROM "
            + name
            + " t LEFT JOIN public.task k ON k.id = "
            + task
            + " WHERE true");
  }

  static String alias(int attribute) {
    return "attribute_" + attribute;
  }

  private static SetTable of(Row row) {
    return new SetTable(
        Fragment.quoted(row.text("schema_name")) + "." + Fragment.quoted(row.text("table_name")),
        row.list("links").stream().map(link -> Fragment.quoted(link.text("column"))).toList(),
        row.list("attributes").stream()
            .map(each -> new Attribute(each.text("name"), Fragment.quoted(each.text("column"))))
            .toList());
  }
}
