package org.cnnprov.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.cnnprov.store.StoreException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the memory that statements of users hold, as long as there are any. */
final class MemoryWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

  /** A statement that only collects was seen to take more than a gigabyte a second. */
  private static final long LOOK_MILLISECONDS = 25;

  /** The one kind of memory that cannot go to disk: lists, texts, and sets that are collected. */
  private static final String HELD =
      "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'ALLOCATOR'";

  private final DuckDBConnection origin;
  private final ScheduledExecutorService timer;
  private final long limit;
  private final Runnable excess;

  /** Guarded by this object. */
  private int statements;

  /** Guarded by this object; there is one while there are statements. */
  private @Nullable ScheduledFuture<?> looking;

  /** Made when it is first needed, by the timer's thread, which alone uses it. */
  private @Nullable Reader reader;

  /**
   * Watches nothing yet.
   *
   * @param limit bytes that they may hold together
   * @param excess what is done when they hold more
   */
  MemoryWatch(
      DuckDBConnection origin, ScheduledExecutorService timer, long limit, Runnable excess) {
    this.origin = origin;
    this.timer = timer;
    this.limit = limit;
    this.excess = excess;
  }

  /** A statement begins. */
  synchronized void begin() {
    if (statements == 0) {
      looking =
          timer.scheduleWithFixedDelay(
              this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
    statements++;
  }

  /** One that began has ended. */
  synchronized void end() {
    statements--;
    if (statements == 0 && looking != null) {
      looking.cancel(false);
    }
  }

  /** To be called when the timer does nothing any more. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private void look() {
    try {
      if (held() > limit) {
        excess.run();
      }
    } catch (SQLException | StoreException e) {
      // Mostly for want of memory: this takes a little too.
      LOG.debug("the memory of statements is not known", e);
      excess.run();
    }
  }

  private long held() throws SQLException, StoreException {
    Reader current = reader;
    if (current == null) {
      current = Reader.beside(origin);
      reader = current;
    }
    try (Statement statement = current.connection().createStatement();
        ResultSet result = statement.executeQuery(HELD)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }
}
