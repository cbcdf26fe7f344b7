package org.cnnprov.server.prov;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.write.DocumentWriter;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/**
 * Writes the document of an execution, or of a plan, from one snapshot. Statements of a kind come
 * together ({@link org.cnnprov.prov.model.Statement#group}); each kind reads its rows anew, so that
 * nothing but the catalogue is held.
 */
public final class Documents {

  private static final String PLAN =
      """
      SELECT d.tag, d.name,
        (SELECT max(v.version) FROM public.dataflow_version v WHERE v.df_id = d.id)
      FROM public.dataflow d WHERE d.id = ?""";

  private final Store store;

  public Documents(Store store) {
    this.store = store;
  }

  /** Makes the writer, once it is known that there is something to write. */
  public interface Opening {
    DocumentWriter open() throws IOException;
  }

  /**
   * Returns false where there is no such execution; then nothing was written.
   *
   * @param unwanted whether nobody wants the document any more
   */
  public boolean execution(long id, Detail detail, BooleanSupplier unwanted, Opening opening)
      throws QueryException, StoreException, IOException {
    boolean[] found = new boolean[1];
    store.read(snapshot -> found[0] = execution(snapshot, id, detail, unwanted, opening));
    return found[0];
  }

  /** Returns false where there is no such dataflow; then nothing was written. */
  public boolean plan(long id, BooleanSupplier unwanted, Opening opening)
      throws QueryException, StoreException, IOException {
    boolean[] found = new boolean[1];
    store.read(snapshot -> found[0] = plan(new Rows(snapshot, unwanted), id, opening));
    return found[0];
  }

  /** Where a file's content goes in every document: the IRI of its hash. */
  public static String contentIri(String sha256) {
    return Names.BASE + "file/" + Names.content(sha256).local();
  }

  /**
   * The same from a snapshot that is read for more.
   *
   * @param unwanted whether nobody wants the document any more
   */
  public static boolean execution(
      Snapshot snapshot, long id, Detail detail, BooleanSupplier unwanted, Opening opening)
      throws QueryException, StoreException, IOException {
    return execution(new Rows(snapshot, unwanted), id, detail, opening);
  }

  private static boolean execution(Rows rows, long id, Detail detail, Opening opening)
      throws QueryException, StoreException, IOException {
    Optional<Subject> found = Subject.find(rows, id);
    if (found.isEmpty()) {
      return false;
    }
    Subject subject = found.get();
    List<DataSet> sets = DataSet.of(rows, subject.dataflowId());
    Names names = Names.ofExecution(subject);
    Statements to = new Statements(opening.open());
    to.writer().begin(names.namespaces());
    body(subject, sets, detail, rows, to);
    to.writer()
        .write(
            new BundleBegin(
                Names.plan("bundle"),
                Names.ofPlan(subject.dataflow(), subject.version()).namespaces()));
    new PlanStatements(
            subject.dataflowId(), subject.dataflowName(), subject.version(), sets, rows, to)
        .write();
    to.writer().write(new BundleEnd());
    to.writer().end();
    return true;
  }

  private static void body(
      Subject subject, List<DataSet> all, Detail detail, Rows rows, Statements to)
      throws QueryException, StoreException, IOException {
    List<DataSet> sets = DataSet.filled(all, rows, subject.id());
    TrainingSql sql = new TrainingSql(subject, sets);
    RunStatements run = new RunStatements(subject, sql, rows, to);
    AgentStatements agents = new AgentStatements(subject, sql, rows, to);
    TrainingStatements training = new TrainingStatements(sql, detail, rows, to);
    List<ElementStatements> elements =
        sets.stream().map(set -> new ElementStatements(set, detail, sql, rows, to)).toList();
    run.entities();
    for (ElementStatements set : elements) {
      set.entities();
    }
    training.entities();
    run.activities();
    training.activities();
    agents.agents();
    run.generations();
    for (ElementStatements set : elements) {
      set.generations();
    }
    training.generations();
    run.usages();
    for (ElementStatements set : elements) {
      set.usages();
    }
    training.usages();
    run.communications(elements);
    training.communications();
    training.derivations();
    training.attributions(agents.person());
    agents.associations();
    agents.delegations();
    training.specializations();
    for (ElementStatements set : elements) {
      set.memberships();
    }
  }

  private static boolean plan(Rows rows, long id, Opening opening)
      throws QueryException, StoreException, IOException {
    Optional<Cells> found = rows.all(Fragment.of(PLAN, id)).stream().findFirst();
    if (found.isEmpty()) {
      return false;
    }
    Cells row = found.get();
    Statements to = new Statements(opening.open());
    to.writer().begin(Names.ofPlan(row.text(0), row.number(2)).namespaces());
    new PlanStatements(id, row.text(1), row.number(2), DataSet.of(rows, id), rows, to).write();
    to.writer().end();
    return true;
  }
}
