package org.cnnprov.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.cnnprov.store.QueryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A statement at work, which others may stop, and why they did. */
final class Stopping {

  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

  private final PreparedStatement statement;
  private final AtomicReference<@Nullable QueryException> reason = new AtomicReference<>();

  /** Guarded by this object. */
  private boolean ended;

  Stopping(PreparedStatement statement) {
    this.statement = statement;
  }

  PreparedStatement statement() {
    return statement;
  }

  /** Why it was stopped first; null while nobody has. */
  @Nullable QueryException reason() {
    return reason.get();
  }

  void stop(QueryException why) {
    reason.compareAndSet(null, why);
    cancel();
  }

  /** Without a reason of its own: the store closes. */
  synchronized void cancel() {
    if (ended) {
      return;
    }
    try {
      statement.cancel();
    } catch (SQLException e) {
      LOG.debug("a query had ended before it was stopped: {}", DuckDbFile.firstLine(e));
    }
  }

  /** It has ended: who comes too late to stop it leaves the next query of the statement alone. */
  synchronized void end() {
    ended = true;
  }

  /** Between rows of a stream the engine has no query to cancel. */
  void check() throws SQLException {
    if (reason.get() != null) {
      throw new SQLException("the query was stopped");
    }
  }
}
