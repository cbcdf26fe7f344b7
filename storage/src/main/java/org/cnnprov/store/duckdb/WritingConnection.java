package org.cnnprov.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that writes; belongs to the writer's thread.
 *
 * <p>It is not used again after a failure: after a failed commit the driver begins no transaction
 * any more, and each statement would be stored by itself.
 */
final class WritingConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WritingConnection.class);

  private final DuckDBConnection origin;
  private DuckDBConnection connection;

  /** Whether the connection is closed, and could not be made anew yet. */
  private boolean isLost;

  /** Whether a commit has begun and has not succeeded. */
  private boolean isCommitting;

  private WritingConnection(DuckDBConnection origin) throws SQLException {
    this.origin = origin;
    this.connection = DuckDbFile.duplicate(origin);
  }

  static WritingConnection beside(DuckDBConnection origin) throws SQLException {
    return new WritingConnection(origin);
  }

  /** One in which nothing has failed; made anew where something has. */
  DuckDBConnection usable() throws SQLException {
    if (isLost) {
      renew();
    }
    return connection;
  }

  /**
   * Begins a transaction. With auto-commit off the driver does so before a statement, but not
   * before an appender: without a transaction each appender commits its rows by itself.
   */
  void begin() throws SQLException {
    begin(connection);
  }

  void commit() throws SQLException {
    isCommitting = true;
    connection.commit();
    isCommitting = false;
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /**
   * Nothing of the transaction is stored, as far as is known.
   *
   * @param cause what failed
   * @return whether the store has to be opened again
   */
  boolean abandon(Exception cause) {
    boolean inCommit = isCommitting;
    isCommitting = false;
    isLost = true;
    close(connection);
    try {
      renew();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    // What follows a commit in the engine needs memory too, and where it finds none leaves
    // pointers behind to what is gone (duckdb/duckdb#26019).
    return isLost || (inCommit && EngineErrors.isOutOfMemory(cause));
  }

  @Override
  public void close() {
    close(connection);
  }

  /**
   * One whose first transaction did not begin, for want of memory, is not used either: its driver
   * takes that for running, and would store each statement by itself.
   */
  private void renew() throws SQLException {
    DuckDBConnection fresh = DuckDbFile.duplicate(origin);
    try {
      begin(fresh);
      fresh.rollback();
    } catch (SQLException e) {
      close(fresh);
      throw e;
    }
    connection = fresh;
    isLost = false;
  }

  private static void begin(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static void close(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("the connection that writes did not close cleanly: {}", DuckDbFile.firstLine(e));
    }
  }
}
