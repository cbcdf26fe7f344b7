package org.cnnprov.server.prov;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Value;
import org.cnnprov.server.prov.DataSet.AttributeColumn;
import org.cnnprov.server.prov.DataSet.Link;
import org.cnnprov.server.prov.SetRows.Place;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one set: a collection for each task, in it an entity for each row, and at the finest
 * detail one for each value. Rows are read anew for each kind of statement and never held.
 */
final class ElementStatements {

  private final DataSet set;
  private final SetRows source;
  private final ElementAttributes attributes;
  private final Detail detail;
  private final TrainingSql training;
  private final Rows rows;
  private final Statements to;

  ElementStatements(DataSet set, Detail detail, TrainingSql training, Rows rows, Statements to) {
    this.set = set;
    this.source = new SetRows(set, detail, training, rows);
    this.attributes = new ElementAttributes(set, detail, source.firstAttribute());
    this.detail = detail;
    this.training = training;
    this.rows = rows;
    this.to = to;
  }

  void entities() throws IOException, StoreException, QueryException {
    source.collections(this::collection);
    if (detail != Detail.RUN) {
      source.each(this::entity);
    }
  }

  void generations() throws IOException, StoreException, QueryException {
    if (set.links().stream().noneMatch(Link::writes)) {
      return;
    }
    source.collections(
        (place, row) -> {
          if (place.written()) {
            to.generated(collection(place), place.task(), null);
          }
        });
    if (detail != Detail.RUN) {
      source.each(
          (place, row) -> {
            if (place.written()) {
              to.generated(place.element(set.tag()), maker(place, row), at(row));
            }
          });
    }
  }

  void usages() throws IOException, StoreException, QueryException {
    if (set.links().stream().allMatch(Link::writes)) {
      return;
    }
    source.collections(
        (place, row) -> {
          if (!place.written()) {
            to.used(place.task(), collection(place), null, Term.INPUT.role());
          }
        });
    if (detail != Detail.RUN) {
      source.each(this::usages);
    } else {
      readers();
    }
  }

  /** The select of (writer, reader) pairs of tasks that data passed between; "" where none can. */
  String passed() {
    return source.passed();
  }

  void memberships() throws IOException, StoreException, QueryException {
    if (detail != Detail.RUN) {
      source.each(
          (place, row) -> {
            QualifiedName element = place.element(set.tag());
            to.related(RelationKind.MEMBERSHIP, collection(place), element);
            if (detail == Detail.VALUE) {
              for (int i = 0; i < set.attributes().size(); i++) {
                if (row.has(source.firstAttribute() + i)) {
                  to.related(RelationKind.MEMBERSHIP, element, value(place, i));
                }
              }
            }
          });
    }
  }

  private void collection(Place place, Cells row) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.type(QualifiedName.prov("Collection")));
    attributes.add(Term.DATA_SET.type());
    attributes.add(ElementAttributes.conformsTo(Names.plan("set", set.tag())));
    attributes.add(Term.ROWS.as(Value.integer(row.number(3))));
    List<AttributeColumn> series = source.series();
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

  private void entity(Place place, Cells row) throws IOException {
    to.entity(place.element(set.tag()), attributes.of(row));
    if (detail == Detail.VALUE) {
      values(place, row);
    }
  }

  private void values(Place place, Cells row) throws IOException {
    for (int i = 0; i < set.attributes().size(); i++) {
      Object value = row.value(source.firstAttribute() + i);
      if (value != null) {
        to.entity(
            value(place, i),
            Term.ATTRIBUTE_VALUE.type(),
            ElementAttributes.conformsTo(
                Names.plan("attribute", set.tag(), set.attributes().get(i).name())),
            new Attribute(Attribute.VALUE, ElementAttributes.literal(value)));
      }
    }
  }

  /** The activity that made a row: the epoch, where it tells of one, or the task. */
  private QualifiedName maker(Place place, Cells row) {
    if (training.hasEpochs()
        && set.tag().equals(PredefinedTraining.O_TRAINING_MODEL.key())
        && attributes.named(row, "epoch") instanceof Double epoch
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
    String passed = source.passed();
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

  private static @Nullable Instant at(Cells row) {
    return row.time(3);
  }
}
