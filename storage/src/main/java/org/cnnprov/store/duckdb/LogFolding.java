package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the log into the file: when nobody writes, and under load before a start would take long to
 * read it. Owned by the writer thread, which waits meanwhile, and so do commits.
 *
 * <p>What reading takes depends little on bytes: 8 µs for each column of each table that a commit
 * adds to, up to 45 ms for a new column, 17 ms for a megabyte of many rows at once. Writing takes
 * longer, 2.4 to 50 times as long, and that is known.
 */
final class LogFolding {

  private static final Logger LOG = LoggerFactory.getLogger(LogFolding.class);

  /** Without a commit for so long, the log is folded. */
  private static final long IDLE_NANOSECONDS = 5_000_000_000L;

  /** A log that took so long to write is folded under load: it may take two seconds to read. */
  private static final long WRITING_NANOSECONDS = 5_000_000_000L;

  /** What reading a log stands for of the above. */
  private static final int WRITING_TO_READING = 5;

  /** Under load, one hundredth of the time at most goes into folding: what p99 does not see. */
  private static final int PAUSE_TO_FOLDING = 100;

  private final Path file;

  /** How long what stands in the log took to write; 0 where it is empty. */
  private long writing;

  /** On {@link System#nanoTime}, which does not jump, like all times here. */
  private long lastCommit = System.nanoTime();

  private long lastFolding = lastCommit;
  private long lastFoldingTook;

  /**
   * Of a file that was just opened.
   *
   * @param reading how long that took, in nanoseconds
   */
  LogFolding(Path file, long reading) throws IOException {
    this.file = file;
    this.writing = DuckDbFile.bytesOfLog(file) > 0 ? WRITING_TO_READING * reading : 0;
  }

  /** A commit was added to the log, which took so many nanoseconds. */
  void committed(long nanoseconds) {
    writing += nanoseconds;
    lastCommit = System.nanoTime();
  }

  /** Folds the log where it is time; a transaction of others puts it off. */
  void foldWhenDue(DuckDBConnection writer) throws SQLException {
    long begun = System.nanoTime();
    if (!isDue(begun) || !DuckDbFile.hasRoomToFold(file)) {
      return;
    }
    try {
      fold(writer);
      writing = 0;
      lastFolding = System.nanoTime();
      lastFoldingTook = lastFolding - begun;
    } catch (SQLException busy) {
      if (EngineErrors.isFatal(busy)) {
        throw busy;
      }
      // The engine will not while others are at work: the next second will do.
      writer.rollback();
      LOG.debug("the log is not folded now: {}", DuckDbFile.firstLine(busy));
    }
  }

  private boolean isDue(long now) {
    boolean idle = now - lastCommit >= IDLE_NANOSECONDS;
    boolean rested = now - lastFolding >= PAUSE_TO_FOLDING * lastFoldingTook;
    return writing > 0 && (idle || (rested && writing >= WRITING_NANOSECONDS));
  }

  private static void fold(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
      connection.commit();
    }
  }
}
