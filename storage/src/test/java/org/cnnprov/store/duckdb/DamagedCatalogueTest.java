package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;
import org.cnnprov.store.contract.Answers;
import org.cnnprov.store.contract.Bodies;
import org.cnnprov.store.contract.Trainings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that the engine opens, and whose catalogue makes no sense: read, never written. */
final class DamagedCatalogueTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM public.dataflow",
        "UPDATE public.dataflow_execution SET status = 'neither'",
        "ALTER TABLE public.data_set DROP COLUMN view_name"
      })
  void isToldToWritersAndIsNotTheFaultOfWhatTheySend(String damage) throws Exception {
    try (Store store = DuckDbStore.open(directory)) {
      store.append(List.of(start("before")));
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DuckDbStore.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute(damage);
    }
    try (Store store = DuckDbStore.open(directory)) {
      List<Batch> next = List.of(start("after"));
      assertEquals(StoreTrouble.DAMAGED, troubleOf(() -> store.append(next)));
      assertEquals(StoreTrouble.DAMAGED, troubleOf(() -> store.settle(Instant.now())));
      assertEquals(
          1L, Answers.rows(store, "SELECT count(*) FROM public.dataflow_execution").get(0).get(0));
      assertEquals(List.of(), store.refusals().page(Long.MAX_VALUE, 10));
    }
  }

  private static Batch start(String execution) {
    return Bodies.batch(Trainings.producer(), 0, Trainings.start("alexnet", execution));
  }

  private interface Attempt {
    void run() throws StoreException;
  }

  private static StoreTrouble troubleOf(Attempt attempt) {
    return assertThrows(StoreException.class, attempt::run).trouble();
  }
}
