package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineLibraryTest {

  @TempDir Path directory;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only there a loaded library needs no name")
  void leavesNothingToAProcessThatIsKilled() throws Exception {
    try (Store store = DuckDbStore.open(directory)) {
      List<String> mapped =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("libduckdb_java"))
              .toList();
      assertFalse(mapped.isEmpty(), "the engine is loaded from such a file");
      assertEquals(mapped, mapped.stream().filter(line -> line.endsWith(" (deleted)")).toList());
      assertEquals(List.of(), store.append(List.of()));
    }
  }
}
