package org.cnnprov.server.prov;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Value;
import org.cnnprov.server.prov.DataSet.AttributeColumn;
import org.cnnprov.server.prov.DataSet.Link;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one set: a collection for each task, in it an entity for each row, and at the finest
 * detail one for each value. Rows are read anew for each kind of statement and never held.
 */
final class ElementStatements {

  private static final String LEARNING_RATE = "learning_rate";

  /** A longer series would be a text that no memory bound holds for. */
  private static final int LONGEST_SERIES = 10_000;

  private final DataSet set;
  private final Detail detail;
  private final TrainingSql training;
  private final Rows rows;
  private final Statements to;

  ElementStatements(DataSet set, Detail detail, TrainingSql training, Rows rows, Statements to) {
    this.set = set;
    this.detail = detail;
    this.training = training;
    this.rows = rows;
    this.to = to;
  }

  /** A row, and which one of its task it is. */
  private record Place(String transformation, String identifier, boolean written, long sequence) {

    QualifiedName element(String set) {
      return Names.run("element", transformation, identifier, set, sequence);
    }

    QualifiedName task() {
      return Names.run("task", transformation, identifier);
    }
  }

  private interface Use {
    void of(Place place, Cells row) throws IOException;
  }

  void entities() throws IOException, StoreException, QueryException {
    collections(this::collection);
    if (detail != Detail.RUN) {
      each(this::entity);
    }
  }

  void generations() throws IOException, StoreException, QueryException {
    collections(
        (place, row) -> {
          if (place.written()) {
            to.generated(collection(place), place.task(), null);
          }
        });
    if (detail != Detail.RUN) {
      each(
          (place, row) -> {
            if (place.written()) {
              to.generated(place.element(set.tag()), maker(place, row), at(row));
            }
          });
    }
  }

  void usages() throws IOException, StoreException, QueryException {
    collections(
        (place, row) -> {
          if (!place.written()) {
            to.used(place.task(), collection(place), null, Term.INPUT.role());
          }
        });
    if (detail != Detail.RUN) {
      each(this::usages);
    } else {
      readers();
    }
  }

  void memberships() throws IOException, StoreException, QueryException {
    if (detail != Detail.RUN) {
      each(
          (place, row) -> {
            QualifiedName element = place.element(set.tag());
            to.related(RelationKind.MEMBERSHIP, collection(place), element);
            if (detail == Detail.VALUE) {
              for (int i = 0; i < set.attributes().size(); i++) {
                if (row.has(firstAttribute() + i)) {
                  to.related(RelationKind.MEMBERSHIP, element, value(place, i));
                }
              }
            }
          });
    }
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

  private void collection(Place place, Cells row) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.type(QualifiedName.prov("Collection")));
    attributes.add(Term.DATA_SET.type());
    attributes.add(conformsTo(Names.plan("set", set.tag())));
    attributes.add(Term.ROWS.as(Value.integer(row.number(3))));
    List<AttributeColumn> series = series();
    if (!series.isEmpty()) {
      attributes.add(Term.SERIES.type());
      attributes.add(Attribute.type(Names.mls("ModelEvaluation")));
    }
    for (int i = 0; i < series.size(); i++) {
      if (row.has(4 + i)) {
        attributes.add(
            new Attribute(
                Names.attribute(series.get(i).name()), Value.text("[" + row.text(4 + i) + "]")));
      }
    }
    to.entity(collection(place), attributes);
  }

  /** The numbers of each epoch, in their order, at the coarsest detail. */
  private List<AttributeColumn> series() {
    return detail == Detail.RUN && set.tag().equals(PredefinedTraining.O_TRAINING_MODEL.key())
        ? set.attributes().stream().filter(each -> each.type().equals("NUMERIC")).toList()
        : List.of();
  }

  private QualifiedName collection(Place place) {
    return Names.run("set", place.transformation(), place.identifier(), set.tag());
  }

  private QualifiedName value(Place place, int attribute) {
    return Names.run(
        "value",
        place.transformation(),
        place.identifier(),
        set.tag(),
        place.sequence(),
        set.attributes().get(attribute).name());
  }

  private static Attribute conformsTo(QualifiedName plan) {
    return new Attribute(Names.CONFORMS_TO, Value.reference(plan));
  }

  private void entity(Place place, Cells row) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Term.DATA_ELEMENT.type());
    String kind = kind();
    if (!kind.isEmpty()) {
      attributes.add(Attribute.type(Names.mls(kind)));
    }
    attributes.add(conformsTo(Names.plan("set", set.tag())));
    if (detail == Detail.VALUE) {
      attributes.add(Attribute.type(QualifiedName.prov("Collection")));
    } else {
      for (int i = 0; i < set.attributes().size(); i++) {
        Object value = row.value(firstAttribute() + i);
        if (value != null) {
          attributes.add(
              new Attribute(Names.attribute(set.attributes().get(i).name()), literal(value)));
        }
      }
    }
    Attribute changed = changed(row);
    if (changed != null && attributes.stream().noneMatch(each -> each.equals(changed))) {
      attributes.add(changed);
    }
    to.entity(place.element(set.tag()), attributes);
    if (detail == Detail.VALUE) {
      values(place, row);
    }
  }

  private void values(Place place, Cells row) throws IOException {
    for (int i = 0; i < set.attributes().size(); i++) {
      Object value = row.value(firstAttribute() + i);
      if (value != null) {
        to.entity(
            value(place, i),
            Term.ATTRIBUTE_VALUE.type(),
            conformsTo(Names.plan("attribute", set.tag(), set.attributes().get(i).name())),
            new Attribute(Attribute.VALUE, literal(value)));
      }
    }
  }

  /** What an adaptation changed, under the name of the hyperparameter itself. */
  private @Nullable Attribute changed(Cells row) {
    if (!set.tag().equals(PredefinedTraining.O_ADAPTATION.key())) {
      return null;
    }
    Object value = named(row, "new_value");
    if (value == null) {
      value = named(row, "new_lrate");
    }
    Object attribute = named(row, "attribute");
    return value == null
        ? null
        : new Attribute(
            Names.attribute(attribute == null ? LEARNING_RATE : attribute.toString()),
            literal(value));
  }

  private @Nullable Object named(Cells row, String name) {
    for (int i = 0; i < set.attributes().size(); i++) {
      if (set.attributes().get(i).name().equals(name)) {
        return row.value(firstAttribute() + i);
      }
    }
    return null;
  }

  private String kind() {
    String tag = set.tag();
    if (tag.equals(PredefinedTraining.I_TRAINING_MODEL.key())
        || tag.equals(PredefinedTraining.O_ADAPTATION.key())) {
      return "HyperParameterSetting";
    }
    return tag.equals(PredefinedTraining.O_TRAINING_MODEL.key())
            || tag.equals(PredefinedTraining.O_TESTING_MODEL.key())
        ? "ModelEvaluation"
        : "";
  }

  /** The activity that made a row: the epoch, where it tells of one, or the task. */
  private QualifiedName maker(Place place, Cells row) {
    if (training.hasEpochs()
        && set.tag().equals(PredefinedTraining.O_TRAINING_MODEL.key())
        && named(row, "epoch") instanceof Double epoch
        && Double.isFinite(epoch)) {
      return Names.run("epoch", place.transformation(), place.identifier(), Names.epoch(epoch));
    }
    return place.task();
  }

  private void usages(Place place, Cells row) throws IOException {
    QualifiedName element = place.element(set.tag());
    if (!place.written()) {
      boolean settings = set.tag().equals(PredefinedTraining.I_TRAINING_MODEL.key());
      to.used(
          place.task(),
          element,
          at(row),
          settings ? Term.HYPERPARAMETERS.role() : Term.INPUT.role());
    }
    for (int i = 0; i < set.links().size(); i++) {
      int reader = 4 + 2 * i;
      if (place.written() && !set.links().get(i).writes() && row.has(reader)) {
        to.used(
            Names.run("task", row.text(reader), row.text(reader + 1)),
            element,
            null,
            Term.INPUT.role());
      }
    }
  }

  /** At the coarsest detail, which tasks read any row of which collection. */
  private void readers() throws StoreException, QueryException {
    String passed = passed();
    if (!passed.isEmpty()) {
      rows.each(
          training
              .withTasks()
              .then(
                  """
                  SELECT r.transformation, r.identifier, w.transformation, w.identifier
                  FROM (%s) p JOIN task_of w ON w.id = p.writer JOIN task_of r ON r.id = p.reader
                  ORDER BY r.place, w.place"""
                      .formatted(passed)),
          row ->
              to.used(
                  Names.run("task", row.text(0), row.text(1)),
                  Names.run("set", row.text(2), row.text(3), set.tag()),
                  null,
                  Term.INPUT.role()));
    }
  }

  private static Value literal(Object value) {
    return value instanceof Double number ? Value.number(number) : Value.text(value.toString());
  }

  private static @Nullable Instant at(Cells row) {
    return row.time(3);
  }

  private int firstAttribute() {
    return 4 + 2 * set.links().size();
  }

  /** The tasks that have rows in the set; the fourth column counts them. */
  private void collections(Use use) throws StoreException, QueryException {
    if (set.links().isEmpty()) {
      return;
    }
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
                    .formatted(isWritten(), columns, set.table(), owner()));
    rows.each(sql, row -> use.of(new Place(row.text(0), row.text(1), row.isTrue(2), 0), row));
  }

  /** Columns: transformation, identifier, written, time, two for each link, the attributes. */
  private void each(Use use) throws StoreException, QueryException {
    if (set.links().isEmpty()) {
      return;
    }
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
                    .formatted(isWritten(), columns, set.table(), owner(), joins));
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

  /** The task that a row belongs to: the one that wrote it, or the one that it was given to. */
  private String owner() {
    return Stream.concat(
            set.links().stream().filter(Link::writes),
            set.links().stream().filter(l -> !l.writes()))
        .map(link -> "o." + link.column())
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  private String isWritten() {
    String columns =
        set.links().stream()
            .filter(Link::writes)
            .map(link -> "o." + link.column() + " IS NOT NULL")
            .collect(Collectors.joining(" OR "));
    return columns.isEmpty() ? "false" : "(" + columns + ")";
  }
}
