package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A question that is asked again and again, as an open page does, is answered from what is there.
 */
public abstract class RepeatedQuestions implements StoreUnderTest {

  private static final String COUNTED = "SELECT count(DISTINCT range) FROM range(?)";

  private static final RowSink IGNORED = new Labels(new ArrayList<>());

  @TempDir Path directory;
  private final UUID producer = Trainings.producer();
  private Store store;
  private long next;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
    append(Trainings.start("asked", "run"));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** What an engine plans may rest on the least and the greatest value that were there. */
  @Test
  void seeValuesOutsideOfThoseThatWereThere() throws Exception {
    String over = "SELECT count(*), max(epoch) FROM asked.otrainingmodel WHERE epoch > ";
    List<Double> epochs = new ArrayList<>();
    for (double epoch = 1; epoch < 1e15; epoch *= 3) {
      append(List.of(Trainings.rows("oTrainingModel", "{\"epoch\":%s}".formatted(epoch))));
      epochs.add(epoch);
      long greater = epochs.stream().filter(each -> each > 1000).count();
      List<@Nullable Object> expected = Arrays.asList(greater, greater == 0 ? null : epoch);
      assertEquals(List.of(expected), Answers.rows(store, over + "1000"));
      assertEquals(List.of(expected), Answers.rows(store, Query.own(over + "?", 1000L)));
    }
  }

  @Test
  void seeColumnsThatWereAdded() throws Exception {
    for (int columns = 1; columns <= 5; columns++) {
      append(List.of(Trainings.rows("oTrainingModel", "{\"metric_%d\":1}".formatted(columns))));
      List<String> added = new ArrayList<>();
      store.query(Query.own("SELECT * FROM asked.otrainingmodel"), new Labels(added));
      assertEquals(
          columns, added.stream().filter(label -> label.startsWith("metric_")).count(), "" + added);
    }
  }

  @Test
  void takeParametersOfOtherTypes() {
    for (Object value : new Object[] {1L, "one", 2.5, true, "two", 3L}) {
      assertEquals(List.of(List.of(value)), Answers.rows(store, Query.own("SELECT ?", value)));
    }
  }

  @Test
  void areAnsweredAmongHundredsOfOthers() {
    for (int round = 0; round < 3; round++) {
      for (long n = 0; n < 200; n++) {
        assertEquals(
            List.of(List.of(n, "x")), Answers.rows(store, Query.own("SELECT " + n + ", ?", "x")));
      }
    }
  }

  @Test
  void areAnsweredAfterOneThatFailed() {
    String sql = "SELECT CAST(? AS BIGINT)";
    for (int round = 0; round < 3; round++) {
      assertEquals(List.of(List.of(7L)), Answers.rows(store, Query.own(sql, "7")));
      QueryException failed =
          assertThrows(QueryException.class, () -> store.query(Query.own(sql, "seven"), IGNORED));
      assertEquals(ErrorCode.INVALID_QUERY, failed.code());
    }
  }

  /** Some are stopped as they end; whoever asks next is not to be stopped for it. */
  @Test
  void areAnsweredAfterOneThatWasStopped() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Query hurried = hurried(random.nextInt(2_000_000), random.nextInt(8));
      try {
        store.query(hurried, IGNORED);
      } catch (QueryException stopped) {
        assertEquals(ErrorCode.QUERY_TIME_LIMIT, stopped.code(), "seed " + seed);
      }
      assertEquals(
          List.of(List.of(5000L)), Answers.rows(store, Query.own(COUNTED, 5000L)), "seed " + seed);
    }
  }

  private static Query hurried(long rows, int milliseconds) {
    return new Query(
        COUNTED,
        List.of(rows),
        false,
        Duration.ofMillis(milliseconds),
        Long.MAX_VALUE,
        () -> false);
  }

  private void append(List<String> lines) throws StoreException {
    store.append(List.of(Bodies.batch(producer, next, lines)));
    next += lines.size();
  }

  /** Keeps the names of the columns. */
  private record Labels(List<String> seen) implements RowSink {

    @Override
    public void columns(List<Column> columns) {
      columns.forEach(column -> seen.add(column.name()));
    }

    @Override
    public void row(List<@Nullable Object> values) {}

    @Override
    public void end(boolean truncated) {}
  }
}
