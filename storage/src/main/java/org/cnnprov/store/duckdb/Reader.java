package org.cnnprov.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cnnprov.store.StoreException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that reads, for one query at a time.
 *
 * <p>It keeps the statements of ours that were used last: the engine plans a statement when it is
 * prepared and again when its parameters are known, and a kept one saves the first of the two.
 * Whatever has changed in the store meanwhile, it answers as a new one would.
 */
final class Reader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

  /** Statements that are kept: what a page asks for while it is open is fewer. */
  private static final int KEPT = 32;

  private final DuckDBConnection connection;

  /** Those that are at rest, by their text; the one used last comes last. */
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();

  private Reader(DuckDBConnection connection) {
    this.connection = connection;
  }

  static Reader beside(DuckDBConnection origin) throws StoreException {
    try {
      DuckDBConnection connection = origin.duplicate().unwrap(DuckDBConnection.class);
      // Each query is a transaction of its own; a duplicate begins with the writer's setting.
      connection.setAutoCommit(true);
      Reader reader = new Reader(connection);
      reader.execute("USE public");
      return reader;
    } catch (SQLException e) {
      throw EngineErrors.failure("the store cannot be read", e, EngineErrors.isFatal(e));
    }
  }

  DuckDBConnection connection() {
    return connection;
  }

  void execute(String sql) throws StoreException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw EngineErrors.failure("the store cannot be read", e, EngineErrors.isFatal(e));
    }
  }

  /** The statement, kept or new. */
  Prepared prepare(String sql) throws SQLException {
    PreparedStatement free = kept.remove(sql);
    return new Prepared(sql, free == null ? connection.prepareStatement(sql) : free);
  }

  /** A statement in use; it is closed after that, if it is not to be kept. */
  final class Prepared implements AutoCloseable {

    private final String sql;
    private final PreparedStatement statement;
    private boolean keep;

    private Prepared(String sql, PreparedStatement statement) {
      this.sql = sql;
      this.statement = statement;
    }

    PreparedStatement statement() {
      return statement;
    }

    /** To be called when it has ended well, and nobody will stop it any more. */
    void keep() {
      keep = true;
    }

    @Override
    public void close() {
      if (!keep) {
        Reader.close(statement);
        return;
      }
      Reader.close(kept.put(sql, statement));
      if (kept.size() > KEPT) {
        Reader.close(kept.remove(kept.keySet().iterator().next()));
      }
    }
  }

  @Override
  public void close() {
    kept.values().forEach(Reader::close);
    kept.clear();
    close(connection);
  }

  private static void close(@Nullable AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception e) {
      LOG.debug("a reader did not close: {}", DuckDbFile.firstLine(e));
    }
  }
}
