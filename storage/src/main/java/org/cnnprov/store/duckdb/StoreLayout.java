package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.sql.Ledger;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a store in the layout of this release: a new one is created, an older one upgraded. */
final class StoreLayout {

  private static final Logger LOG = LoggerFactory.getLogger(StoreLayout.class);

  /** An empty file. */
  private static final long NONE = 0;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private StoreLayout() {}

  /**
   * Opens the store. Before an upgrade, which is one transaction, its file is copied.
   *
   * @throws StoreException where it is of a newer release, or cannot be opened, copied or upgraded
   */
  static DuckDBConnection open(Path file, long memoryLimit) throws StoreException {
    DuckDBConnection origin = DuckDbFile.open(file, memoryLimit);
    try {
      long layout = layoutOf(origin);
      if (layout == NONE) {
        change(origin, Ledger::create);
      } else if (layout > Ledger.layoutVersion()) {
        throw new StoreException(
            """
            the store in %s has layout %d, which a newer release made; this release knows layouts up to \
            %d. Start the newer release, or go back to the copy that it made before its upgrade: \
            cnnprov-layout-…, beside the store"""
                .formatted(file.toAbsolutePath().getParent(), layout, Ledger.layoutVersion()));
      } else if (layout < Ledger.layoutVersion()) {
        origin.close();
        Path copy = copy(file, layout);
        origin = DuckDbFile.open(file, memoryLimit);
        change(origin, connection -> Ledger.upgrade(layout, connection));
        LOG.info(
            "the store was upgraded from layout {} to {}; as it was before, it lies in {}",
            layout,
            Ledger.layoutVersion(),
            copy);
      }
      return origin;
    } catch (SQLException | RuntimeException e) {
      close(origin);
      throw EngineErrors.unopened("the store %s cannot be opened".formatted(file), e);
    } catch (IOException e) {
      close(origin);
      throw EngineErrors.unopened(
          "the store %s needs an upgrade, and could not be copied before".formatted(file), e);
    } catch (StoreException e) {
      close(origin);
      throw e;
    }
  }

  private interface Change {
    void apply(DuckDBConnection connection) throws SQLException;
  }

  /** All of the change or nothing of it. */
  private static void change(DuckDBConnection origin, Change change) throws SQLException {
    try (DuckDBConnection connection = DuckDbFile.duplicate(origin)) {
      change.apply(connection);
      connection.commit();
    }
  }

  private static long layoutOf(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'public'"
                  + " AND table_name = 'store_layout'")) {
        found.next();
        if (found.getLong(1) == 0) {
          return NONE;
        }
      }
      try (ResultSet version =
          statement.executeQuery("SELECT max(version) FROM public.store_layout")) {
        version.next();
        return version.getLong(1);
      }
    }
  }

  /** Copies the closed file, whose log was folded into it; on the disk when this returns. */
  private static Path copy(Path file, long layout) throws IOException {
    String name = "cnnprov-layout-%d-%s.duckdb".formatted(layout, TIME.format(Instant.now()));
    Path copy = file.resolveSibling(name);
    Path unfinished = file.resolveSibling(name + ".unfinished");
    Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    return Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void close(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("the store did not close cleanly: {}", DuckDbFile.firstLine(e));
    }
  }
}
