package org.cnnprov.server.prov;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.server.prov.DataSet.AttributeColumn;
import org.cnnprov.server.prov.DataSet.Link;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** The rows of one set that belong to the tasks of one execution, read anew each time. */
final class SetRows {

  /** A longer series would be a text that no memory bound holds for. */
  private static final int LONGEST_SERIES = 10_000;

  private final DataSet set;
  private final Detail detail;
  private final TrainingSql training;
  private final Rows rows;

  SetRows(DataSet set, Detail detail, TrainingSql training, Rows rows) {
    this.set = set;
    this.detail = detail;
    this.training = training;
    this.rows = rows;
  }

  /** A row, and which one of its task it is. */
  record Place(String transformation, String identifier, boolean written, long sequence) {

    QualifiedName element(String set) {
      return Names.run("element", transformation, identifier, set, sequence);
    }

    QualifiedName task() {
      return Names.run("task", transformation, identifier);
    }
  }

  /** Takes one row after the other. */
  interface Use {
    void of(Place place, Cells row) throws IOException;
  }

  /** The numbers of each epoch, in their order, at the coarsest detail. */
  List<AttributeColumn> series() {
    return detail == Detail.RUN && set.tag().equals(PredefinedTraining.O_TRAINING_MODEL.key())
        ? set.attributes().stream().filter(each -> each.type().equals("NUMERIC")).toList()
        : List.of();
  }

  /** The tasks that have rows in the set; the fourth column counts them. */
  void collections(Use use) throws StoreException, QueryException {
    StringBuilder columns = new StringBuilder();
    for (AttributeColumn each : series()) {
      columns.append(
          """
          , CASE WHEN count(*) <= %d THEN string_agg(coalesce(o.%s::VARCHAR, 'null'), ', '
            ORDER BY o.cnnprov_at, o.id) END"""
              .formatted(LONGEST_SERIES, each.column()));
    }
    Fragment sql =
        training
            .withTasks()
            .then(
                """
                SELECT k.transformation, k.identifier, bool_or(%s), count(*)%s
                FROM %s o JOIN task_of k ON k.id = %s
                GROUP BY k.transformation, k.identifier, k.place ORDER BY k.place"""
                    .formatted(isWritten(), columns, set.table(), set.owner("o")));
    rows.each(sql, row -> use.of(new Place(row.text(0), row.text(1), row.isTrue(2), 0), row));
  }

  /** Columns: transformation, identifier, written, time, two for each link, the attributes. */
  void each(Use use) throws StoreException, QueryException {
    StringBuilder columns = new StringBuilder();
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < set.links().size(); i++) {
      columns.append(", r%1$d.transformation, r%1$d.identifier".formatted(i));
      joins.append(
          " LEFT JOIN task_of r%1$d ON r%1$d.id = o.%2$s"
              .formatted(i, set.links().get(i).column()));
    }
    set.attributes().forEach(attribute -> columns.append(", o.").append(attribute.column()));
    Fragment sql =
        training
            .withTasks()
            .then(
                """
                SELECT k.transformation, k.identifier, %s, o.cnnprov_at%s
                FROM %s o JOIN task_of k ON k.id = %s%s
                ORDER BY k.place, o.cnnprov_at, o.id"""
                    .formatted(isWritten(), columns, set.table(), set.owner("o"), joins));
    Counter counter = new Counter();
    rows.each(sql, row -> use.of(counter.place(row), row));
  }

  private static final class Counter {

    private String transformation = "";
    private String identifier = "";
    private long sequence;

    Place place(Cells row) {
      boolean same = row.text(0).equals(transformation) && row.text(1).equals(identifier);
      transformation = row.text(0);
      identifier = row.text(1);
      sequence = same ? sequence + 1 : 1;
      return new Place(transformation, identifier, row.isTrue(2), sequence);
    }
  }

  private String isWritten() {
    String columns =
        set.links().stream()
            .filter(Link::writes)
            .map(link -> "o." + link.column() + " IS NOT NULL")
            .collect(Collectors.joining(" OR "));
    return columns.isEmpty() ? "false" : "(" + columns + ")";
  }

  /** The select of (writer, reader) pairs of tasks that data passed between; "" where none can. */
  String passed() {
    List<String> pairs = new ArrayList<>();
    for (Link writer : set.links()) {
      for (Link reader : set.links()) {
        if (writer.writes() && !reader.writes()) {
          pairs.add(
              "SELECT DISTINCT %s AS writer, %s AS reader FROM %s WHERE %s IS NOT NULL"
                  .formatted(writer.column(), reader.column(), set.table(), reader.column()));
        }
      }
    }
    return String.join(" UNION ", pairs);
  }

  /** The column of {@link #each} with the first attribute. */
  int firstAttribute() {
    return 4 + 2 * set.links().size();
  }
}
