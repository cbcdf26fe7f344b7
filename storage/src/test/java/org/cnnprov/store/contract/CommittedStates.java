package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers see while the writer writes, and while the schema grows below them. */
public abstract class CommittedStates implements StoreUnderTest {

  private static final int COMMITS = 150;

  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** Each commit adds a row of value n and an adaptation n; every third adds a column. */
  @Test
  void areWholeAtAnyMomentOfATrainingWhoseSchemaGrows() throws Exception {
    UUID producer = Trainings.producer();
    store.append(List.of(Bodies.batch(producer, 0, Trainings.start("grows", "run"))));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> reading = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        reading.add(
            readers.submit(
                reader(
                    done,
                    """
                    SELECT (SELECT count(*) FROM grows.otrainingmodel),
                      (SELECT count(*) FROM grows.oadaptation),
                      (SELECT count(*) FROM grows.training_epoch),
                      (SELECT count(*) FROM public.task) - 1""")));
      }
      long next = 3;
      for (int n = 1; n <= COMMITS; n++) {
        List<String> lines = new ArrayList<>();
        String column = n % 3 == 0 ? ",\"metric_%d\":1".formatted(n) : "";
        lines.add(Trainings.rows("oTrainingModel", "{\"epoch\":%d%s}".formatted(n, column)));
        lines.addAll(Trainings.adaptation(n, "{\"adaptation_id\":%d}".formatted(n)));
        store.append(List.of(Bodies.batch(producer, next, lines)));
        next += lines.size();
      }
      done.set(true);
      for (Future<Integer> each : reading) {
        assertTrue(each.get() > 0, "a reader never read");
      }
    } finally {
      readers.shutdownNow();
    }
    assertEquals(
        List.of(List.of((long) COMMITS, COMMITS * 1.0)),
        Answers.rows(store, "SELECT count(*), max(epoch) FROM grows.otrainingmodel"));
  }

  @Test
  void stayTheSameForAllQueriesOfASnapshot() throws Exception {
    UUID producer = Trainings.producer();
    store.append(List.of(Bodies.batch(producer, 0, Trainings.start("still", "run"))));
    Query count = Query.own("SELECT count(*) FROM still.otrainingmodel");
    List<Object> seen = new ArrayList<>();
    store.read(
        snapshot -> {
          snapshot.query(count, new Counts(seen));
          List<String> lines = List.of(Trainings.rows("oTrainingModel", "{\"epoch\":1}"));
          store.append(List.of(Bodies.batch(producer, 3, lines)));
          snapshot.query(count, new Counts(seen));
        });
    store.query(count, new Counts(seen));
    assertEquals(List.of(0L, 0L, 1L), seen);
  }

  /** Keeps the only value of each answer. */
  private record Counts(List<Object> seen) implements RowSink {

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      seen.add(java.util.Objects.requireNonNull(values.get(0)));
    }

    @Override
    public void end(boolean truncated) {}
  }

  /** Reads counts that are the same in each committed state, until it is told to stop. */
  private Callable<Integer> reader(AtomicBoolean done, String counts) {
    return () -> {
      int queries = 0;
      while (!done.get()) {
        List<@Nullable Object> row = Answers.rows(store, counts).get(0);
        assertEquals(1, row.stream().distinct().count(), "one state, came " + row);
        queries++;
      }
      return queries;
    };
  }

  /**
   * Rows are added in another way than definitions and changed rows: alone they are a commit too.
   */
  @Test
  void areWholeWhereACommitOnlyAddsRows() throws Exception {
    UUID producer = Trainings.producer();
    store.append(List.of(Bodies.batch(producer, 0, Trainings.start("adds", "run"))));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(1);
    try {
      Future<Integer> reading =
          readers.submit(
              reader(
                  done,
                  """
                  SELECT (SELECT count(*) FROM adds.otrainingmodel),
                    (SELECT count(*) FROM public.training_metric),
                    (SELECT count(*) FROM public.note)"""));
      for (int n = 1; n <= COMMITS; n++) {
        String row = "{\"epoch\":%d,\"loss\":0.5}".formatted(n);
        List<String> lines = List.of(Trainings.rows("oTrainingModel", row), Trainings.note());
        store.append(List.of(Bodies.batch(producer, 1 + 2L * n, lines)));
      }
      done.set(true);
      assertTrue(reading.get() > 0, "the reader never read");
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void holdTenTrainingsInOneDataflowAndTenInTheirOwn() throws Exception {
    List<UUID> producers = new ArrayList<>();
    List<Batch> first = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      producers.add(Trainings.producer());
      String dataflow = i < 10 ? "shared" : "own-" + i;
      first.add(Bodies.batch(producers.get(i), 0, Trainings.start(dataflow, "run-" + i)));
    }
    store.append(first);
    for (int epoch = 1; epoch <= 20; epoch++) {
      List<Batch> group = new ArrayList<>();
      for (UUID producer : producers) {
        String row = "{\"epoch\":%d,\"loss\":0.5}".formatted(epoch);
        group.add(
            Bodies.batch(producer, epoch + 2, List.of(Trainings.rows("oTrainingModel", row))));
      }
      for (Receipt receipt : store.append(group)) {
        assertEquals(List.of(), ((Receipt.Stored) receipt).rejected());
      }
    }
    assertEquals(
        List.of(List.of(20L, 400L)),
        Answers.rows(
            store, "SELECT count(DISTINCT execution_id), count(*) FROM public.training_epoch"));
    assertEquals(
        List.of(List.of(200L)), Answers.rows(store, "SELECT count(*) FROM shared.otrainingmodel"));
  }

  @Test
  void endWithTheStoreWhateverIsStillAsked() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                store.query(
                    Query.own("SELECT range FROM range(1000000000000)"), new FirstRow(asked));
              } catch (QueryException | StoreException stopped) {
                asked.completeExceptionally(stopped);
              }
            });
    reader.start();
    asked.get();
    store.close();
    reader.join();
    store.close();
  }

  /** Says when the answer has begun. */
  private record FirstRow(CompletableFuture<Void> begun) implements RowSink {

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      begun.complete(null);
    }

    @Override
    public void end(boolean truncated) {}
  }

  @Test
  void areNotBegunByABatchWithoutEvents() throws Exception {
    UUID producer = Trainings.producer();
    assertEquals(
        List.of(new Receipt.Stored(-1, List.of())),
        store.append(List.of(Bodies.batch(producer, 5, List.of()))));
    assertEquals(
        List.of(new Receipt.Stored(2, List.of())),
        store.append(List.of(Bodies.batch(producer, 0, Trainings.start("later", "run")))));
  }

  @Test
  void answerAGapWithTheNumberThatIsExpected() throws Exception {
    UUID producer = Trainings.producer();
    store.append(List.of(Bodies.batch(producer, 0, Trainings.start("gap", "run"))));
    List<Receipt> receipts =
        store.append(List.of(Bodies.batch(producer, 5, List.of(Trainings.heartbeat()))));
    assertEquals(List.of(new Receipt.Gap(3)), receipts);
  }
}
