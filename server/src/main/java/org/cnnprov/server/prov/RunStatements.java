package org.cnnprov.server.prov;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Value;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** The execution itself, its tasks, and what was measured of them. */
final class RunStatements {

  static final QualifiedName EXECUTION = Names.run("execution");
  private static final QualifiedName ENVIRONMENT = Names.run("environment");

  private static final String EXECUTION_SQL =
      """
      SELECT e.started_at, e.ended_at, e.status, e.door, e.name, e.note, e.error_type,
        e.error_message,
        (SELECT list(n.text ORDER BY n.recorded_at, n.id) FROM public.note n
          WHERE n.execution_id = e.id),
        (SELECT list(t.name || '=' || coalesce(t.value, '') ORDER BY t.name, t.value)
          FROM public.execution_tag t WHERE t.execution_id = e.id),
        (SELECT sum(g.last_missing - g.first_missing + 1)::BIGINT FROM public.producer_gap g
          WHERE g.execution_id = e.id)
      FROM public.dataflow_execution e WHERE e.id = ?""";

  private static final String ENVIRONMENT_SQL =
      """
      SELECT DISTINCT kind, name, value FROM public.environment WHERE execution_id = ?
      ORDER BY kind, name, value""";

  static final String TASK_SQL =
      """
      SELECT k.transformation, k.identifier, k.started_at, k.ended_at, k.status, k.error_type,
        k.error_msg, k.output_msg, k.workspace, k.computing_resource
      FROM task_of k ORDER BY k.place""";

  private static final String PERFORMANCE_SQL =
      """
      SELECT k.transformation, k.identifier, p.subtask_id, p.method, p.description, p.starttime,
        p.endtime, p.invocation, row_number() OVER (PARTITION BY k.id ORDER BY p.id)
      FROM public.performance p JOIN task_of k ON k.id = p.task_id
      ORDER BY k.place, p.id""";

  private final Subject subject;
  private final TrainingSql training;
  private final Rows rows;
  private final Statements to;
  private final boolean environment;

  RunStatements(Subject subject, TrainingSql training, Rows rows, Statements to)
      throws StoreException, QueryException {
    this.subject = subject;
    this.training = training;
    this.rows = rows;
    this.to = to;
    this.environment = !all(ENVIRONMENT_SQL).isEmpty();
  }

  /** Stubs of the plan, what is known of the surroundings, and measured times. */
  void entities() throws IOException, StoreException, QueryException {
    Attribute plan = Attribute.type(QualifiedName.prov("Plan"));
    to.entity(Names.plan("bundle"), Attribute.type(QualifiedName.prov("Bundle")));
    to.entity(Names.plan("dataflow"), plan);
    rows.each(
        training
            .withTasks()
            .then("SELECT DISTINCT transformation FROM task_of ORDER BY transformation"),
        row -> to.entity(Names.plan("transformation", row.text(0)), plan));
    if (environment) {
      to.entity(ENVIRONMENT, environmentAttributes());
    }
    rows.each(training.withTasks().then(PERFORMANCE_SQL), this::performance);
  }

  void activities() throws IOException, StoreException, QueryException {
    Cells execution = all(EXECUTION_SQL).get(0);
    to.activity(EXECUTION, execution.time(0), execution.time(1), attributes(execution));
    if (subject.resumedExecution() != null) {
      to.activity(
          Names.origin("execution"),
          null,
          null,
          Statements.given(
              Term.EXECUTE_DATAFLOW.type(), Term.EXECUTION_TAG.text(subject.resumedExecution())));
    }
    rows.each(training.withTasks().then(TASK_SQL), this::task);
  }

  void generations() throws StoreException, QueryException {
    rows.each(
        training.withTasks().then(PERFORMANCE_SQL),
        row -> to.generated(performanceName(row), taskName(row), null));
  }

  void usages() throws IOException {
    if (environment) {
      to.used(EXECUTION, ENVIRONMENT, null);
    }
  }

  /** Tasks that data passed between, and the execution that this one goes on from. */
  void communications(List<ElementStatements> elements)
      throws IOException, StoreException, QueryException {
    if (subject.resumedExecution() != null) {
      to.informed(EXECUTION, Names.origin("execution"));
    }
    String passed =
        String.join(
            " UNION ",
            elements.stream()
                .map(ElementStatements::passed)
                .filter(each -> !each.isEmpty())
                .toList());
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
          row -> to.informed(taskName(row), Names.run("task", row.text(2), row.text(3))));
    }
  }

  private List<Attribute> attributes(Cells execution) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.addAll(
        Statements.given(
            Term.EXECUTE_DATAFLOW.type(),
            Attribute.type(Names.provone("Execution")),
            Attribute.type(Names.mls("Run")),
            AgentStatements.label(execution.textOrNull(4)),
            Term.EXECUTION_TAG.text(subject.execution()),
            Term.STATUS.text(execution.textOrNull(2)),
            Term.DOOR.text(execution.textOrNull(3)),
            Term.ERROR_TYPE.text(execution.textOrNull(6)),
            Term.ERROR.text(execution.textOrNull(7)),
            Term.MISSING_EVENTS.number(execution.numberOrNull(10)),
            Term.NOTE.text(Names.given(execution.textOrNull(5)))));
    texts(execution.value(8)).forEach(text -> addOnce(attributes, Term.NOTE, text));
    texts(execution.value(9)).forEach(text -> addOnce(attributes, Term.TAG, text));
    return attributes;
  }

  private static void addOnce(List<Attribute> attributes, Term term, String text) {
    Attribute attribute = term.as(Value.text(text));
    if (!attributes.contains(attribute)) {
      attributes.add(attribute);
    }
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> texts
        ? texts.stream().filter(Objects::nonNull).map(Object::toString).toList()
        : List.of();
  }

  private void task(Cells row) throws IOException {
    to.activity(
        taskName(row),
        row.time(2),
        row.time(3),
        Statements.given(
            Term.EXECUTE_DATA_TRANSFORMATION.type(),
            Attribute.type(Names.provone("Execution")),
            row.text(0).equals(TrainingSql.ADAPTATION) ? Term.ADAPTATION.type() : null,
            new Attribute(Names.PART_OF, Value.reference(EXECUTION)),
            Term.STATUS.text(row.textOrNull(4)),
            Term.ERROR_TYPE.text(row.textOrNull(5)),
            Term.ERROR.text(Names.given(row.textOrNull(6))),
            Term.OUTPUT.text(Names.given(row.textOrNull(7))),
            Term.WORKSPACE.text(Names.given(row.textOrNull(8))),
            Term.RESOURCE.text(Names.given(row.textOrNull(9)))));
  }

  private List<Attribute> environmentAttributes() throws StoreException, QueryException {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Term.ENVIRONMENT.type());
    for (Cells row : all(ENVIRONMENT_SQL)) {
      String name = row.text(1);
      String value = row.textOrNull(2);
      Attribute attribute =
          switch (row.text(0)) {
            case "package" -> Term.PACKAGE.text(name + " " + Objects.toString(value, ""));
            case "variable" -> Term.VARIABLE.text(name + "=" + Objects.toString(value, ""));
            default ->
                switch (name) {
                  case "commit" -> Term.CODE_COMMIT.text(value);
                  case "dirty" -> Term.CODE_DIRTY.text(value);
                  case "diff" -> Term.CODE_DIFF.text(value);
                  default -> null;
                };
          };
      if (attribute != null) {
        attributes.add(attribute);
      }
    }
    return attributes;
  }

  private void performance(Cells row) throws IOException {
    to.entity(
        performanceName(row),
        Term.PERFORMANCE.type(),
        Term.SUBTASK.text(Names.given(row.textOrNull(2))),
        Term.METHOD.text(Names.given(row.textOrNull(3))),
        Term.DESCRIPTION.text(Names.given(row.textOrNull(4))),
        Term.STARTED.text(Names.given(row.textOrNull(5))),
        Term.ENDED.text(Names.given(row.textOrNull(6))),
        Term.INVOCATION.text(Names.given(row.textOrNull(7))));
  }

  private static QualifiedName performanceName(Cells row) {
    return Names.run("performance", row.text(0), row.text(1), row.number(8));
  }

  static QualifiedName taskName(Cells row) {
    return Names.run("task", row.text(0), row.text(1));
  }

  private List<Cells> all(String sql) throws StoreException, QueryException {
    return rows.all(Fragment.of(sql, subject.id()));
  }
}
