package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.cnnprov.store.StoreException;
import org.duckdb.DuckDBConnection;

/** Opens files of DuckDB with the settings that they share. */
final class DuckDbFile {

  /**
   * 64 KiB: with 1,000 dataflows a store of default blocks is 3.6 times the size, and a checkpoint
   * takes 6.5 times as long; smaller blocks lose the compression.
   */
  static final String BLOCK_SIZE = "65536";

  /**
   * The engine folds the log by itself when it is so long; mostly {@link LogFolding} comes first.
   */
  private static final String CHECKPOINT_THRESHOLD = "64MB";

  /** What folding adds to the file, as a multiple of the log; and at the least. */
  private static final long FOLDING_FACTOR = 2;

  private static final long FOLDING_BYTES = 1L << 20;

  private DuckDbFile() {}

  /**
   * Opens a file, and lets nobody reach any other one but in directories beside it, which are made
   * where they are missing: for answers, and for copies of the store.
   */
  static DuckDBConnection open(Path file, long memoryLimit) throws StoreException {
    Path place = file.toAbsolutePath();
    List<Path> directories =
        List.of(
            place.resolveSibling(Answers.DIRECTORY), place.resolveSibling(CopiedFiles.DIRECTORY));
    Properties properties = new Properties();
    properties.setProperty("default_block_size", BLOCK_SIZE);
    // Otherwise an answer is held in memory before its first row is seen.
    properties.setProperty("jdbc_stream_results", "true");
    EngineLibrary.load();
    try {
      for (Path directory : directories) {
        Files.createDirectories(directory);
      }
      DuckDBConnection connection =
          DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), properties)
              .unwrap(DuckDBConnection.class);
      configure(connection, memoryLimit, directories);
      return connection;
    } catch (SQLException | IOException e) {
      throw EngineErrors.unopened("the store %s cannot be opened".formatted(file), e);
    }
  }

  /** A connection that writes, in transactions of its own. */
  static DuckDBConnection duplicate(DuckDBConnection origin) throws SQLException {
    DuckDBConnection connection = origin.duplicate().unwrap(DuckDBConnection.class);
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * Whether the disk holds what folding the log may add. One that fails for want of it would take
   * the file out of use until it is opened again.
   */
  static boolean hasRoomToFold(Path file) {
    try {
      long room = Files.getFileStore(file).getUsableSpace();
      return room > FOLDING_FACTOR * bytesOfLog(file) + FOLDING_BYTES;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** What stands in the log beside the file, and would be read when it is opened. */
  static long bytesOfLog(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + ".wal");
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** The first line of an error; what follows in DuckDB's are hints to its own users. */
  static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** The text as SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static void configure(
      DuckDBConnection connection, long memoryLimit, List<Path> directories) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL memory_limit = '%dB'".formatted(memoryLimit));
      statement.execute("SET GLOBAL checkpoint_threshold = '" + CHECKPOINT_THRESHOLD + "'");
      statement.execute("SET GLOBAL max_temp_directory_size = '4GB'");
      statement.execute("SET GLOBAL autoinstall_known_extensions = false");
      statement.execute("SET GLOBAL autoload_known_extensions = false");
      statement.execute(
          "SET GLOBAL allowed_directories = [%s]"
              .formatted(
                  directories.stream()
                      .map(directory -> literal(directory + "/"))
                      .collect(Collectors.joining(", "))));
      statement.execute("SET GLOBAL enable_external_access = false");
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute("SET GLOBAL lock_configuration = true");
    }
  }
}
