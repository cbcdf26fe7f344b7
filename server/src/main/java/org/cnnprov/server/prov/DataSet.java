package org.cnnprov.server.prov;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A data set as the catalogue describes it.
 *
 * @param tag in lower case
 * @param table qualified and quoted
 */
record DataSet(
    String tag, String name, String table, List<Link> links, List<AttributeColumn> attributes) {

  /**
   * A transformation that writes or reads it.
   *
   * @param transformation its tag in lower case
   * @param column quoted, with the task
   */
  record Link(String transformation, boolean writes, String column) {}

  /**
   * An attribute.
   *
   * @param name in lower case
   * @param column quoted
   */
  record AttributeColumn(
      String name, String display, String type, @Nullable String description, String column) {}

  private static final String SQL =
      """
      SELECT s.tag, s.name, d.schema_name, s.table_name,
        (SELECT list({'transformation': x.tag, 'type': l.type, 'column': l.column_name}
            ORDER BY l.type DESC, x.tag)
          FROM public.data_set_link l JOIN public.data_transformation x ON x.id = l.dt_id
          WHERE l.ds_id = s.id) AS links,
        (SELECT list({'name': a.name, 'display': a.display_name, 'type': a.type,
            'description': a.description, 'column': a.column_name} ORDER BY a.name)
          FROM public.attribute a WHERE a.ds_id = s.id) AS attributes
      FROM public.data_set s JOIN public.dataflow d ON d.id = s.df_id
      WHERE s.df_id = ? ORDER BY s.tag""";

  static List<DataSet> of(Rows rows, long dataflow) throws StoreException, QueryException {
    List<DataSet> sets = new ArrayList<>();
    for (Cells cells : rows.all(Fragment.of(SQL, dataflow))) {
      sets.add(
          new DataSet(
              cells.text(0),
              cells.text(1),
              Fragment.quoted(cells.text(2)) + "." + Fragment.quoted(cells.text(3)),
              list(cells.value(4)).stream().map(DataSet::link).toList(),
              list(cells.value(5)).stream().map(DataSet::attribute).toList()));
    }
    return sets;
  }

  /** The column of an attribute, by its name in lower case. */
  Optional<String> column(String name) {
    return attributes.stream()
        .filter(each -> each.name().equals(name))
        .map(AttributeColumn::column)
        .findFirst();
  }

  /** The column with the task of a transformation that writes it. */
  Optional<String> writtenBy(String transformation) {
    return links.stream()
        .filter(link -> link.writes() && link.transformation().equals(transformation))
        .map(Link::column)
        .findFirst();
  }

  Optional<String> readBy(String transformation) {
    return links.stream()
        .filter(link -> !link.writes() && link.transformation().equals(transformation))
        .map(Link::column)
        .findFirst();
  }

  /** Those of them that have a row of the execution. */
  static List<DataSet> filled(List<DataSet> sets, Rows rows, long execution)
      throws StoreException, QueryException {
    List<DataSet> linked = sets.stream().filter(set -> !set.links().isEmpty()).toList();
    if (linked.isEmpty()) {
      return linked;
    }
    Fragment sql =
        Fragment.of(
            "WITH own AS (SELECT id FROM public.task WHERE execution_id = ?) SELECT ", execution);
    Cells found =
        rows.all(
                sql.then(
                    linked.stream()
                        .map(
                            set ->
                                "EXISTS (FROM %s o SEMI JOIN own ON own.id = %s)"
                                    .formatted(set.table(), set.owner("o")))
                        .collect(Collectors.joining(", "))))
            .get(0);
    return IntStream.range(0, linked.size()).filter(found::isTrue).mapToObj(linked::get).toList();
  }

  /** The task that a row belongs to: the one that wrote it, or the one that it was given to. */
  String owner(String row) {
    return Stream.concat(
            links.stream().filter(Link::writes), links.stream().filter(link -> !link.writes()))
        .map(link -> row + "." + link.column())
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  private static List<Row> list(@Nullable Object structs) {
    return structs == null
        ? List.of()
        : new Row(java.util.Collections.singletonMap("all", structs)).list("all");
  }

  private static Link link(Row row) {
    return new Link(
        row.text("transformation"),
        row.text("type").equals("OUTPUT"),
        Fragment.quoted(row.text("column")));
  }

  private static AttributeColumn attribute(Row row) {
    Object description = row.value("description");
    return new AttributeColumn(
        row.text("name"),
        row.text("display"),
        row.text("type"),
        description == null ? null : description.toString(),
        Fragment.quoted(row.text("column")));
  }
}
