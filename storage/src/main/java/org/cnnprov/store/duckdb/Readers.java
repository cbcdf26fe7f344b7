package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.StoreException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that read. Each query sees one committed state. */
final class Readers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  /** Queries at a time; more wait for their turn. */
  private static final int AT_ONCE = 8;

  private final DuckDBConnection origin;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
  private final RunningStatements running = new RunningStatements();
  private volatile boolean closing;

  Readers(DuckDBConnection origin) {
    this.origin = origin;
  }

  void query(Query query, RowSink sink) throws QueryException, StoreException {
    inTurn(query, query.sql(), () -> null, sending(query, sink));
  }

  /**
   * Runs a statement that writes the answer to the query somewhere.
   *
   * @param excess a reason to stop it, asked for now and then
   * @return rows that were written
   */
  long copy(Query query, String statement, Supplier<@Nullable QueryException> excess)
      throws QueryException, StoreException {
    return inTurn(query, statement, excess, prepared -> prepared.statement().executeUpdate());
  }

  /** Whether the answer to the query goes on behind its row limit. */
  boolean hasMore(Query query) throws QueryException, StoreException {
    String statement =
        "SELECT 1 FROM (%s\n) LIMIT 1 OFFSET %d".formatted(Answers.inner(query), query.rowLimit());
    return inTurn(query, statement, () -> null, prepared -> rows(prepared.statement())) > 0;
  }

  private static long rows(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next() ? 1 : 0;
    }
  }

  private RunningStatements.Work sending(Query query, RowSink sink) {
    return statement -> StreamedRows.send(statement, query, sink, () -> closing);
  }

  /** Runs queries in one transaction, so that all see the state that the first of them sees. */
  void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException {
    this.<IOException>onConnection(
        connection -> {
          execute(connection, "BEGIN TRANSACTION");
          try {
            reading.from(
                (query, sink) ->
                    run(connection, query, query.sql(), () -> null, sending(query, sink)));
          } finally {
            execute(connection, "ROLLBACK");
          }
          return 0;
        });
  }

  private long inTurn(
      Query query,
      String sql,
      Supplier<@Nullable QueryException> excess,
      RunningStatements.Work work)
      throws QueryException, StoreException {
    return this.<RuntimeException>onConnection(
        connection -> run(connection, query, sql, excess, work));
  }

  private interface Use<E extends Exception> {
    long of(DuckDBConnection connection) throws QueryException, StoreException, E;
  }

  private <E extends Exception> long onConnection(Use<E> use)
      throws QueryException, StoreException, E {
    turns.acquireUninterruptibly();
    try {
      DuckDBConnection connection = take();
      try {
        return use.of(connection);
      } finally {
        idle.push(connection);
      }
    } finally {
      turns.release();
    }
  }

  /** Stops the statements of users, whose memory is needed, and waits a little for their end. */
  void makeRoom() {
    running.makeRoom();
  }

  /** Stops the queries that run; those that wait for their turn are told. */
  @Override
  public void close() {
    closing = true;
    try {
      do {
        running.cancelAll();
      } while (!turns.tryAcquire(
          AT_ONCE, RunningStatements.STOP_MILLISECONDS, TimeUnit.MILLISECONDS));
      turns.release(AT_ONCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    running.end();
    for (DuckDBConnection connection : idle) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("a reader did not close: {}", DuckDbFile.firstLine(e));
      }
    }
  }

  private DuckDBConnection take() throws StoreException {
    if (closing) {
      throw closed();
    }
    DuckDBConnection free = idle.poll();
    if (free != null) {
      return free;
    }
    try {
      DuckDBConnection connection = origin.duplicate().unwrap(DuckDBConnection.class);
      // Each query is a transaction of its own; a duplicate begins with the writer's setting.
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("USE public");
      }
      return connection;
    } catch (SQLException e) {
      throw EngineErrors.failure("the store cannot be read", e, EngineErrors.isFatal(e));
    }
  }

  private static void execute(DuckDBConnection connection, String sql) throws StoreException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw EngineErrors.failure("the store cannot be read", e, EngineErrors.isFatal(e));
    }
  }

  private long run(
      DuckDBConnection connection,
      Query query,
      String sql,
      Supplier<@Nullable QueryException> excess,
      RunningStatements.Work work)
      throws QueryException, StoreException {
    if (closing) {
      throw closed();
    }
    if (query.unwanted().getAsBoolean()) {
      throw RunningStatements.abandoned();
    }
    long begin = System.nanoTime();
    if (query.foreign()) {
      ReadingStatement.check(connection, query.sql());
    }
    // The engine cannot be stopped while it plans; what has taken too long then does not begin.
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Duration left = query.timeLimit().minusNanos(System.nanoTime() - begin);
      if (left.isNegative()) {
        throw RunningStatements.late(query);
      }
      StreamedRows.setParameters(statement, query);
      return running.run(statement, query, left, excess, work);
    } catch (SQLException e) {
      if (closing) {
        throw closed();
      }
      if (EngineErrors.isFatal(e)) {
        throw EngineErrors.failure("the store cannot be read", e, true);
      }
      throw new QueryException(ErrorCode.INVALID_QUERY, DuckDbFile.firstLine(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoreException closed() {
    return new StoreException("the store is closed");
  }
}
