package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Batch.Line;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Event;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.cnnprov.store.Commit;
import org.cnnprov.store.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches into the changes of one commit. Owned by the writer thread.
 *
 * <p>What it knows of the store runs ahead of it by the commit at hand: when that fails, the ledger
 * has to be thrown away and read again ({@link #read}).
 */
public final class Ledger {

  private final Connection connection;
  private final RowWriter rowWriter;
  private final Changes changes = new Changes();
  private final Producers producers = new Producers();
  private final List<NewRefusal> refusals = new ArrayList<>();
  private final Executions executions;
  private final Evolution evolution;
  private final Lifecycle lifecycle;
  private final Tasks tasks;
  private final EventWriter events;
  private final Commands commands;
  private final ImportedProvenance imported;

  /** Whether some of the commit at hand stands in the transaction already. */
  private boolean begun;

  private Ledger(Connection connection, RowWriter rowWriter, DataflowBounds bounds)
      throws SQLException {
    this.connection = connection;
    this.rowWriter = rowWriter;
    Ids ids = new Ids(connection);
    Catalogue catalogue = new Catalogue();
    Agents agents = new Agents(ids, changes);
    TaskReader reader = new TaskReader(connection);
    Removals removals = new Removals(ids, changes);
    executions = new Executions(catalogue, ids, changes, removals);
    evolution = new Evolution(catalogue, ids, changes, removals);
    tasks = new Tasks(ids, changes, reader);
    lifecycle = new Lifecycle(changes, executions, tasks, agents);
    TrainingTables training = new TrainingTables(ids, changes);
    Layouts layouts = new Layouts(catalogue, changes);
    Elements elements = new Elements(ids, changes, evolution, layouts, training);
    Growth growth = new Growth(bounds);
    Declarations declarations = new Declarations(catalogue, evolution, growth);
    events =
        new EventWriter(
            ids,
            changes,
            executions,
            removals,
            declarations,
            lifecycle,
            tasks,
            new ElementChecks(layouts, growth),
            elements);
    SavedQueries queries = new SavedQueries(ids, changes);
    commands =
        new Commands(
            catalogue,
            executions,
            new Annotations(connection, ids, changes),
            queries,
            new Removing(connection, catalogue, executions, producers, agents, removals));
    imported = new ImportedProvenance(ids, changes);
    new LedgerReader(connection).read(catalogue, executions, producers, removals);
    agents.load(connection);
    queries.load(connection);
    imported.load(connection);
  }

  /** Creates the catalogue in an empty store. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + Tables.PUBLIC);
      for (Table table : Tables.ALL) {
        statement.execute(table.create());
      }
      for (String view : TrainingViews.acrossDataflows()) {
        statement.execute(view);
      }
      statement.execute(
          "INSERT INTO %s VALUES (%d)".formatted(Tables.LAYOUT.qualified(), Tables.LAYOUT_VERSION));
    }
  }

  /** Brings a store of an older layout to that of this release, in the running transaction. */
  public static void upgrade(long layout, Connection connection) throws SQLException {
    Upgrade.from(layout, connection);
  }

  /** The layout of stores that this release writes. */
  public static long layoutVersion() {
    return Tables.LAYOUT_VERSION;
  }

  /**
   * Reads what the store holds.
   *
   * @param bounds how large a dataflow may become
   */
  public static Ledger read(Connection connection, RowWriter rowWriter, DataflowBounds bounds)
      throws SQLException {
    return new Ledger(connection, rowWriter, bounds);
  }

  /** Checks and applies the batches, in memory and, where rows go, in the running transaction. */
  public List<Receipt> apply(List<Batch> batches) throws SQLException {
    List<Receipt> receipts = new ArrayList<>();
    for (Batch batch : batches) {
      receipts.add(apply(batch));
    }
    return receipts;
  }

  /** Ends the executions that have been silent for too long, in memory. */
  public void settle(Instant now) throws SQLException {
    lifecycle.settle(now);
  }

  /** What was refused since the last call. */
  public List<NewRefusal> takeRefusals() {
    List<NewRefusal> taken = List.copyOf(refusals);
    refusals.clear();
    return taken;
  }

  /**
   * What was written, once it is committed.
   *
   * @param refused what was refused in it
   */
  public Commit takeCommit(int refused) {
    return changes.touched().take(refused);
  }

  /**
   * Writes the changes into the running transaction; the caller commits.
   *
   * @return whether there was anything to write
   */
  public boolean write() throws SQLException {
    writeChanges();
    boolean written = begun;
    begun = false;
    executions.forgetEnded();
    return written;
  }

  private void writeChanges() throws SQLException {
    evolution.finish();
    if (!changes.isEmpty()) {
      begun = true;
      changes.write(connection, rowWriter);
    }
  }

  private Receipt apply(Batch batch) throws SQLException {
    if (batch instanceof Batch.Numbered numbered) {
      return apply(numbered);
    } else if (batch instanceof Batch.Message message) {
      return apply(message);
    } else if (batch instanceof Batch.Commanded commanded) {
      return apply(commanded);
    } else if (batch instanceof Batch.Imported document) {
      return imported.add(document);
    }
    Batch.Undecodable undecodable = (Batch.Undecodable) batch;
    return refuse(batch, undecodable.problems());
  }

  private Receipt apply(Batch.Numbered batch) throws SQLException {
    ProducerState producer = producers.find(batch.producer());
    boolean unknown = producer == null;
    if (producer == null) {
      if (batch.lines().isEmpty()) {
        return new Receipt.Stored(-1, List.of());
      }
      producer = begin(batch);
    } else if (batch.first() > producer.stored + 1) {
      return new Receipt.Gap(producer.stored + 1);
    }
    List<Problem> rejected = new ArrayList<>();
    Context context = new Context(producer, batch.request().receivedAt());
    for (int i = 0; i < batch.lines().size(); i++) {
      long number = batch.first() + i;
      if (number > producer.stored) {
        List<Problem> problems = apply(batch.lines().get(i), context, "/" + i);
        if (!problems.isEmpty()) {
          rejected.addAll(problems);
          keep(
              new NewRefusal(
                  batch.request(), producer.id, number, problems, batch.lines().get(i).raw()));
        }
        producer.stored = number;
        changes.touch(producer);
      }
    }
    if (unknown && batch.first() > 0) {
      Long execution = producer.execution == null ? null : producer.execution.id;
      changes.add(Tables.PRODUCER_GAP, producer.id.toString(), execution, 0L, batch.first() - 1);
    }
    return new Receipt.Stored(producer.stored, rejected);
  }

  /** A producer may start above 0: the store was restored, or is another one. */
  private ProducerState begin(Batch.Numbered batch) {
    ProducerState producer = new ProducerState(batch.producer());
    producer.stored = batch.first() - 1;
    producers.add(producer);
    return producer;
  }

  private List<Problem> apply(Line line, Context context, String prefix) throws SQLException {
    Event event = line.event();
    if (event == null) {
      return line.problems().stream().map(problem -> problem.within(prefix)).toList();
    }
    Problems problems = new Problems(prefix);
    events.check(event, context, problems);
    if (problems.none()) {
      events.apply(event, context);
    }
    return problems.list();
  }

  private Receipt apply(Batch.Commanded batch) throws SQLException {
    if (Commands.needsWritten(batch.command())) {
      writeChanges();
    }
    return commands.apply(batch);
  }

  private Receipt apply(Batch.Message message) throws SQLException {
    Context context = new Context(null, message.request().receivedAt());
    Problems problems = new Problems("");
    message.events().forEach(event -> events.check(event, context, problems));
    if (!problems.none()) {
      return refuse(message, problems.list().stream().map(message.placing()).toList());
    }
    TaskState task = taskOf(message, context);
    if (task == null) {
      for (Event event : message.events()) {
        events.apply(event, context);
      }
    } else {
      applyToTask(message, task, context);
    }
    return new Receipt.Stored(message.events().size(), List.of());
  }

  /** The task that a message reports; null for a message that reports none. */
  private @Nullable TaskState taskOf(Batch.Message message, Context context) throws SQLException {
    if (message.events().isEmpty() || !(message.events().get(0) instanceof TaskReported reported)) {
      return null;
    }
    ExecutionState execution = events.executionOf(reported, context);
    return tasks.resolve(execution, reported.task(), context.receivedAt());
  }

  /** Leaves out what the client only repeats. */
  private void applyToTask(Batch.Message message, TaskState task, Context context)
      throws SQLException {
    boolean named = ((TaskReported) message.events().get(0)).execution().tag() != null;
    if (named) {
      if (Long.valueOf(message.fingerprint()).equals(task.lastMessage)) {
        return;
      }
      task.lastMessage = message.fingerprint();
      changes.add(Tables.TASK_MESSAGE, task.id, message.fingerprint(), true);
    }
    for (Event event : message.events()) {
      if (named || !repeats(event, task)) {
        events.apply(event, context);
      }
    }
  }

  private boolean repeats(Event event, TaskState task) {
    if (!(event instanceof ElementsReported elements)) {
      return false;
    }
    if (!task.entries.add(elements.fingerprint())) {
      return true;
    }
    changes.add(Tables.TASK_MESSAGE, task.id, elements.fingerprint(), false);
    return false;
  }

  private Receipt refuse(Batch batch, List<Problem> problems) {
    keep(new NewRefusal(batch.request(), null, null, problems, batch.request().whole()));
    return new Receipt.Refused(problems);
  }

  /** What comes of an execution that was removed on purpose is not kept in another place. */
  private void keep(NewRefusal refusal) {
    if (refusal.problems().stream().anyMatch(each -> each.code() != ErrorCode.EXECUTION_REMOVED)) {
      refusals.add(refusal);
    }
  }
}
