package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's library, 70 MB, which its driver unpacks into the temporary directory and removes
 * when the process ends. One that is killed would leave it there, each time.
 */
final class EngineLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLibrary.class);

  /** As the driver calls what it unpacks; a library that somebody installed has no number. */
  private static final Pattern UNPACKED = Pattern.compile("libduckdb_java\\d+\\.so");

  static {
    try {
      Class.forName("org.duckdb.DuckDBNative");
      removeUnpacked();
    } catch (ClassNotFoundException | LinkageError later) {
      LOG.debug("the engine was not loaded; opening a store will tell why", later);
    }
  }

  private EngineLibrary() {}

  /** Loads it, the first time. */
  static void load() {
    // This class is initialised now.
  }

  /** Linux keeps a file that is mapped, and needs its name no more. */
  private static void removeUnpacked() {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return;
    }
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      List<Path> mapped =
          Files.readAllLines(maps).stream()
              .filter(line -> line.indexOf('/') > 0)
              .map(line -> Path.of(line.substring(line.indexOf('/'))))
              .filter(file -> UNPACKED.matcher(file.getFileName().toString()).matches())
              .filter(file -> temporary.equals(file.getParent()))
              .distinct()
              .toList();
      for (Path file : mapped) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      LOG.debug("the engine's library stays in the temporary directory until the end", left);
    }
  }
}
