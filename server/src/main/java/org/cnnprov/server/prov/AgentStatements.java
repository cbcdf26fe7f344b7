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

/** The person, the machine, the batch job and the programs behind an execution. */
final class AgentStatements {

  private static final QualifiedName JOB = Names.run("job");

  /** Where batch systems say which job a process belongs to. */
  private static final String JOB_VARIABLES = "'SLURM_JOB_ID', 'PBS_JOBID', 'LSB_JOBID'";

  private static final String PERSON_SQL =
      """
      SELECT p.name, p.email FROM public.dataflow_execution e
      JOIN public.data_scientist p ON p.id = e.scientist_id
      WHERE e.id = ? AND coalesce(nullif(trim(p.email), ''), nullif(trim(p.name), '')) IS NOT NULL""";

  private static final String MACHINE_SQL =
      """
      SELECT h.hostname, h.os, h.platform, h.architecture, h.processor, h.gpus, h.cores,
        h.memory_bytes
      FROM public.dataflow_execution e JOIN public.hardware_info h ON h.id = e.hardware_id
      WHERE e.id = ?""";

  private static final String PROGRAM_SQL =
      """
      SELECT rank_index, rank_of, name, language, framework, command
      FROM public.execution_program WHERE execution_id = ?
      QUALIFY row_number() OVER
        (PARTITION BY rank_index ORDER BY name, language, framework, command) = 1
      ORDER BY rank_index NULLS FIRST""";

  private static final String JOB_SQL =
      "SELECT min(value) FROM public.environment WHERE execution_id = ? AND kind = 'variable'"
          + " AND name IN ("
          + JOB_VARIABLES
          + ") HAVING count(*) > 0";

  private static final String TASK_PROGRAM_SQL =
      """
      SELECT k.transformation, k.identifier, p.name, p.path
      FROM task_of k LEFT JOIN public.use_program u ON u.dt_id = k.dt_id
      LEFT JOIN public.program p ON p.id = u.program_id
      ORDER BY k.place, p.name, p.path""";

  private static final String DECLARED_SQL =
      """
      SELECT DISTINCT p.name, p.path FROM task_of k
      JOIN public.use_program u ON u.dt_id = k.dt_id JOIN public.program p ON p.id = u.program_id
      ORDER BY p.name, p.path""";

  private final Subject subject;
  private final TrainingSql training;
  private final Rows rows;
  private final Statements to;
  private final List<Cells> programs;
  private final List<Cells> people;
  private final List<Cells> machines;
  private final List<Cells> jobs;

  AgentStatements(Subject subject, TrainingSql training, Rows rows, Statements to)
      throws StoreException, QueryException {
    this.subject = subject;
    this.training = training;
    this.rows = rows;
    this.to = to;
    this.programs = all(PROGRAM_SQL);
    this.people = all(PERSON_SQL);
    this.machines = all(MACHINE_SQL);
    this.jobs = all(JOB_SQL);
  }

  @Nullable QualifiedName person() {
    return people.stream().findFirst().map(AgentStatements::person).orElse(null);
  }

  void agents() throws IOException, StoreException, QueryException {
    for (Cells row : people) {
      to.agent(
          person(row),
          Attribute.type(QualifiedName.prov("Person")),
          Term.SCIENTIST.type(),
          label(row.textOrNull(0)),
          Term.EMAIL.text(Names.given(row.textOrNull(1))));
    }
    for (Cells row : machines) {
      to.agent(
          machine(row),
          Term.MACHINE.type(),
          label(row.textOrNull(0)),
          Term.OPERATING_SYSTEM.text(Names.given(row.textOrNull(1))),
          Term.PLATFORM.text(Names.given(row.textOrNull(2))),
          Term.ARCHITECTURE.text(Names.given(row.textOrNull(3))),
          Term.PROCESSOR.text(Names.given(row.textOrNull(4))),
          Term.GPUS.text(Names.given(row.textOrNull(5))),
          Term.CORES.number(row.numberOrNull(6)),
          Term.MEMORY_BYTES.number(row.numberOrNull(7)));
    }
    for (Cells row : jobs) {
      to.agent(
          JOB,
          Attribute.type(QualifiedName.prov("SoftwareAgent")),
          Term.BATCH_JOB.type(),
          Term.JOB_ID.text(row.textOrNull(0)));
    }
    for (Cells row : programs) {
      to.agent(
          program(row),
          Attribute.type(QualifiedName.prov("SoftwareAgent")),
          row.has(0) ? Term.RANK.type() : null,
          label(row.textOrNull(2)),
          Term.RANK_INDEX.number(row.numberOrNull(0)),
          Term.RANK_OF.number(row.numberOrNull(1)),
          Term.LANGUAGE.text(Names.given(row.textOrNull(3))),
          Term.FRAMEWORK.text(Names.given(row.textOrNull(4))),
          Term.COMMAND.text(Names.given(row.textOrNull(5))));
    }
    if (programs.isEmpty()) {
      rows.each(
          training.withTasks().then(DECLARED_SQL),
          row ->
              to.agent(
                  declared(row.text(0), row.textOrNull(1)),
                  Attribute.type(QualifiedName.prov("SoftwareAgent")),
                  label(row.text(0)),
                  Term.PATH.text(Names.given(row.textOrNull(1)))));
    }
  }

  void associations() throws IOException, StoreException, QueryException {
    QualifiedName plan = Names.plan("dataflow");
    to.associated(RunStatements.EXECUTION, person(), plan);
    for (Cells row : machines) {
      to.associated(RunStatements.EXECUTION, machine(row), null, Term.HOST.role());
    }
    if (!jobs.isEmpty()) {
      to.associated(RunStatements.EXECUTION, JOB, null, Term.PROGRAM.role());
    }
    for (Cells row : programs) {
      to.associated(RunStatements.EXECUTION, program(row), null, Term.PROGRAM.role());
    }
    if (programs.isEmpty()) {
      rows.each(training.withTasks().then(TASK_PROGRAM_SQL), this::declaredAssociation);
    } else {
      QualifiedName main = program(programs.get(0));
      rows.each(
          training.withTasks().then(RunStatements.TASK_SQL),
          row ->
              to.associated(
                  RunStatements.taskName(row), main, Names.plan("transformation", row.text(0))));
    }
  }

  void delegations() throws IOException {
    QualifiedName person = person();
    if (person != null) {
      if (!jobs.isEmpty()) {
        to.related(RelationKind.DELEGATION, JOB, person, RunStatements.EXECUTION);
      }
      for (Cells row : programs) {
        to.related(RelationKind.DELEGATION, program(row), person, RunStatements.EXECUTION);
      }
    }
  }

  private void declaredAssociation(Cells row) throws IOException {
    to.associated(
        RunStatements.taskName(row),
        row.has(2) ? declared(row.text(2), row.textOrNull(3)) : null,
        Names.plan("transformation", row.text(0)));
  }

  private static QualifiedName person(Cells row) {
    String email = Names.given(row.textOrNull(1));
    return Names.agent("person", email == null ? row.text(0) : email);
  }

  private static QualifiedName machine(Cells row) {
    String host = Names.given(row.textOrNull(0));
    return host == null ? Names.run("machine") : Names.agent("machine", host);
  }

  private static QualifiedName program(Cells row) {
    return row.has(0) ? Names.run("rank", row.number(0)) : Names.run("program");
  }

  static QualifiedName declared(String name, @Nullable String path) {
    String given = Names.given(path);
    return given == null ? Names.agent("program", name) : Names.agent("program", name, given);
  }

  static @Nullable Attribute label(@Nullable String text) {
    String given = Names.given(text);
    return given == null ? null : new Attribute(Attribute.LABEL, Value.text(given));
  }

  private List<Cells> all(String sql) throws StoreException, QueryException {
    return rows.all(Fragment.of(sql, subject.id()));
  }
}
