package org.cnnprov.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.cnnprov.store.Store;
import org.cnnprov.store.contract.Bodies;
import org.cnnprov.store.contract.Spec;
import org.cnnprov.store.sql.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code make golden-store}: keeps a store of this release, made from the golden batches, for the
 * releases to come. Its name keeps it out of the usual run of tests.
 */
final class GoldenStoreMaker {

  private static final Instant RECEIVED_AT = Instant.parse("2026-11-23T12:30:00Z");

  @TempDir Path directory;

  @Test
  void keepsAStoreOfThisLayout() throws Exception {
    JsonNode answers;
    try (Store store = DuckDbStore.open(directory)) {
      for (Path batch : batches()) {
        store.append(List.of(Bodies.batch(Files.readAllBytes(batch), RECEIVED_AT)));
      }
      answers = GoldenStore.ask(store);
    }
    new GoldenStore(Ledger.layoutVersion()).keep(directory, answers);
  }

  private static List<Path> batches() throws Exception {
    try (Stream<Path> files = Files.list(Spec.path("golden/batches"))) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }
}
