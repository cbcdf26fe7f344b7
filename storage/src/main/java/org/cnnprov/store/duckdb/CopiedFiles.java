package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cnnprov.store.StoreCopy;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies databases of the engine by reading them, each in one snapshot, into new files: the writer
 * is not held up, and the copy has none of the space that removed rows have left. The directory is
 * one of the two that the engine may open files in.
 */
final class CopiedFiles implements StoreCopy {

  /** Beside the files that are copied. */
  static final String DIRECTORY = "backup";

  private static final Logger LOG = LoggerFactory.getLogger(CopiedFiles.class);

  /** No dataflow has this schema, so that no name of a user becomes ambiguous meanwhile. */
  private static final String ALIAS = "\"cnnprov backup\"";

  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  /**
   * Takes the directory, and removes what a killed process has left there.
   *
   * @param store its file
   */
  CopiedFiles(Path store) throws IOException {
    directory = Files.createDirectories(store.toAbsolutePath().resolveSibling(DIRECTORY));
    clear();
  }

  /** Adds the database of the connection, under the name that its file has. */
  void add(DuckDBConnection origin, String name) throws SQLException {
    Path file = directory.resolve(name);
    try (DuckDBConnection connection = origin.duplicate().unwrap(DuckDBConnection.class);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      String source;
      try (ResultSet current = statement.executeQuery("SELECT current_catalog()")) {
        current.next();
        source = current.getString(1);
      }
      statement.execute(
          "ATTACH %s AS %s (BLOCK_SIZE %s)"
              .formatted(DuckDbFile.literal(file.toString()), ALIAS, DuckDbFile.BLOCK_SIZE));
      try {
        statement.execute("COPY FROM DATABASE \"%s\" TO %s".formatted(source, ALIAS));
      } finally {
        // Folds the log of the copy into its file.
        statement.execute("DETACH " + ALIAS);
      }
    }
    files.add(file);
  }

  @Override
  public List<Path> files() {
    return List.copyOf(files);
  }

  @Override
  public void close() {
    try {
      clear();
    } catch (IOException left) {
      LOG.warn("{} could not be cleared: {}", directory, left.getMessage());
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> old = Files.list(directory)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }
}
