package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.contract.Answers;
import org.cnnprov.store.contract.Bodies;
import org.cnnprov.store.contract.Trainings;
import org.cnnprov.store.sql.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that other releases left. */
final class StoreLayoutTest {

  private static final String SCHEMA =
      """
      SELECT table_name, column_name, data_type FROM information_schema.columns
      WHERE table_schema = 'public' ORDER BY table_name, ordinal_position""";

  @TempDir Path directory;

  static Stream<GoldenStore> goldenStores() throws IOException {
    return GoldenStore.all().stream();
  }

  @Test
  void oneOfEachLayoutIsKept() throws IOException {
    assertEquals(
        Stream.iterate(1L, layout -> layout + 1).limit(Ledger.layoutVersion()).toList(),
        GoldenStore.all().stream().map(GoldenStore::layout).toList(),
        "make golden-store keeps that of this release");
  }

  @ParameterizedTest
  @MethodSource("goldenStores")
  void answerAsBeforeAndGoOn(GoldenStore golden) throws Exception {
    golden.copyTo(directory);
    try (Store store = DuckDbStore.open(directory);
        Store fresh = DuckDbStore.open(directory.resolve("fresh"))) {
      for (JsonNode answer : golden.answers()) {
        assertEquals(answer.get("rows"), GoldenStore.rows(store, answer), answer.toString());
      }
      assertEquals(Answers.rows(fresh, SCHEMA), Answers.rows(store, SCHEMA));
      UUID producer = Trainings.producer();
      assertEquals(
          List.of(new Receipt.Stored(2, List.of())),
          store.append(List.of(Bodies.batch(producer, 0, Trainings.start("new", "run")))));
    }
  }

  @ParameterizedTest
  @MethodSource("goldenStores")
  void areCopiedBeforeTheyAreChanged(GoldenStore golden) throws Exception {
    golden.copyTo(directory);
    byte[] before = Files.readAllBytes(directory.resolve(DuckDbStore.FILE));
    DuckDbStore.open(directory).close();
    List<Path> copies = copies();
    assertEquals(golden.layout() < Ledger.layoutVersion() ? 1 : 0, copies.size());
    for (Path copy : copies) {
      assertTrue(copy.getFileName().toString().startsWith("cnnprov-layout-" + golden.layout()));
      assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(copy)));
    }
    DuckDbStore.open(directory).close();
    assertEquals(copies, copies());
  }

  @Test
  void ofANewerReleaseAreRefusedWithWhatToDo() throws Exception {
    DuckDbStore.open(directory).close();
    long newer = Ledger.layoutVersion() + 1;
    String url = "jdbc:duckdb:" + directory.resolve(DuckDbStore.FILE);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE public.store_layout SET version = " + newer);
    }
    @Nullable String message =
        assertThrows(StoreException.class, () -> DuckDbStore.open(directory)).getMessage();
    for (String part :
        List.of(
            directory.toString(),
            "layout " + newer,
            "up to " + Ledger.layoutVersion(),
            "Start the newer release")) {
      assertTrue(String.valueOf(message).contains(part), message);
    }
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("cnnprov-layout-"))
          .toList();
    }
  }
}
