package org.cnnprov.server.prov;

import java.io.IOException;
import java.util.List;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Value;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** A dataflow as it is declared: its transformations, their sets, attributes and programs. */
final class PlanStatements {

  private static final String TRANSFORMATIONS =
      "SELECT tag, name FROM public.data_transformation WHERE df_id = ? ORDER BY tag";

  private static final String PROGRAMS =
      """
      SELECT DISTINCT x.tag, p.name, p.path FROM public.use_program u
      JOIN public.program p ON p.id = u.program_id
      JOIN public.data_transformation x ON x.id = u.dt_id
      WHERE x.df_id = ? ORDER BY ALL""";

  private final long dataflow;
  private final String name;
  private final long version;
  private final List<DataSet> sets;
  private final Rows rows;
  private final Statements to;

  PlanStatements(
      long dataflow, String name, long version, List<DataSet> sets, Rows rows, Statements to) {
    this.dataflow = dataflow;
    this.name = name;
    this.version = version;
    this.sets = sets;
    this.rows = rows;
    this.to = to;
  }

  /** In the order of a document. */
  void write() throws IOException, StoreException, QueryException {
    List<Cells> transformations = rows.all(Fragment.of(TRANSFORMATIONS, dataflow));
    List<Cells> programs = rows.all(Fragment.of(PROGRAMS, dataflow));
    entities(transformations);
    for (Cells row : programs) {
      if (isFirst(programs, row)) {
        to.agent(
            program(row),
            Attribute.type(QualifiedName.prov("SoftwareAgent")),
            label(row.text(1)),
            Term.PATH.text(Names.given(row.textOrNull(2))));
      }
    }
    if (version > 1) {
      to.derived(
          Names.plan("dataflow"),
          Names.planBefore(),
          null,
          Attribute.type(QualifiedName.prov("Revision")));
    }
    for (Cells row : programs) {
      to.related(RelationKind.ATTRIBUTION, Names.plan("transformation", row.text(0)), program(row));
    }
    memberships(transformations);
  }

  private void entities(List<Cells> transformations) throws IOException {
    to.entity(
        Names.plan("dataflow"),
        plan(),
        collection(),
        Attribute.type(Names.provone("Workflow")),
        label(name),
        Term.VERSION.as(Value.integer(version)));
    if (version > 1) {
      to.entity(Names.planBefore(), plan());
    }
    for (Cells row : transformations) {
      to.entity(
          Names.plan("transformation", row.text(0)),
          plan(),
          collection(),
          Attribute.type(Names.provone("Program")),
          Term.DATA_TRANSFORMATION.type(),
          label(row.text(1)));
    }
    for (DataSet set : sets) {
      to.entity(
          Names.plan("set", set.tag()),
          collection(),
          Attribute.type(Names.provone("Port")),
          Term.DATA_SET_SCHEMA.type(),
          label(set.name()));
    }
    for (DataSet set : sets) {
      for (DataSet.AttributeColumn attribute : set.attributes()) {
        to.entity(
            Names.plan("attribute", set.tag(), attribute.name()),
            Term.ATTRIBUTE.type(),
            kind(set),
            label(attribute.display()),
            Term.DATATYPE.text(attribute.type()),
            Term.DESCRIPTION.text(attribute.description()));
      }
    }
  }

  private void memberships(List<Cells> transformations) throws IOException {
    for (Cells row : transformations) {
      to.related(
          RelationKind.MEMBERSHIP,
          Names.plan("dataflow"),
          Names.plan("transformation", row.text(0)));
    }
    for (DataSet set : sets) {
      for (DataSet.Link link : set.links()) {
        to.related(
            RelationKind.MEMBERSHIP,
            Names.plan("transformation", link.transformation()),
            Names.plan("set", set.tag()));
      }
    }
    for (DataSet set : sets) {
      for (DataSet.AttributeColumn attribute : set.attributes()) {
        to.related(
            RelationKind.MEMBERSHIP,
            Names.plan("set", set.tag()),
            Names.plan("attribute", set.tag(), attribute.name()));
      }
    }
  }

  /** What is given to a training is a hyperparameter, what comes out of it a measure. */
  private static @Nullable Attribute kind(DataSet set) {
    if (set.readBy(TrainingSql.TRAINING).isPresent()) {
      return Attribute.type(Names.mls("HyperParameter"));
    }
    return set.writtenBy(TrainingSql.TRAINING).isPresent()
            || set.writtenBy(TrainingSql.TESTING).isPresent()
        ? Attribute.type(Names.mls("EvaluationMeasure"))
        : null;
  }

  /** Whether no row before tells of the same program. */
  private static boolean isFirst(List<Cells> programs, Cells row) {
    return programs.stream()
        .filter(each -> program(each).equals(program(row)))
        .findFirst()
        .orElseThrow()
        .equals(row);
  }

  private static QualifiedName program(Cells row) {
    return AgentStatements.declared(row.text(1), row.textOrNull(2));
  }

  private static Attribute plan() {
    return Attribute.type(QualifiedName.prov("Plan"));
  }

  private static Attribute collection() {
    return Attribute.type(QualifiedName.prov("Collection"));
  }

  private static Attribute label(String text) {
    return new Attribute(Attribute.LABEL, Value.text(text));
  }
}
