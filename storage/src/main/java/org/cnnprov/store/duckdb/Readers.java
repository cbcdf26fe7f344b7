package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Connections that read. Each query sees one committed state. */
final class Readers implements AutoCloseable {

  /** Queries at a time; more wait for their turn. */
  private static final int AT_ONCE = 8;

  private final DuckDBConnection origin;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private final RunningStatements running;
  private volatile boolean closing;

  Readers(DuckDBConnection origin) {
    this.origin = origin;
    this.running = new RunningStatements(origin);
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
        reader -> {
          reader.execute("BEGIN TRANSACTION");
          try {
            reading.from(
                (query, sink) -> run(reader, query, query.sql(), () -> null, sending(query, sink)));
          } finally {
            reader.execute("ROLLBACK");
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
    return this.<RuntimeException>onConnection(reader -> run(reader, query, sql, excess, work));
  }

  private interface Use<E extends Exception> {
    long of(Reader reader) throws QueryException, StoreException, E;
  }

  private <E extends Exception> long onConnection(Use<E> use)
      throws QueryException, StoreException, E {
    turns.acquireUninterruptibly();
    try {
      Reader reader = take();
      try {
        return use.of(reader);
      } finally {
        idle.push(reader);
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
    idle.forEach(Reader::close);
  }

  private Reader take() throws StoreException {
    if (closing) {
      throw closed();
    }
    Reader free = idle.poll();
    return free == null ? Reader.beside(origin) : free;
  }

  private long run(
      Reader reader,
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
    try {
      return execute(reader, query, sql, excess, work);
    } catch (SQLException e) {
      if (closing) {
        throw closed();
      }
      if (EngineErrors.isFatal(e)) {
        throw EngineErrors.failure("the store cannot be read", e, true);
      }
      throw new QueryException(
          EngineErrors.isOutOfMemory(e) ? ErrorCode.OVERLOADED : ErrorCode.INVALID_QUERY,
          DuckDbFile.firstLine(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long execute(
      Reader reader,
      Query query,
      String sql,
      Supplier<@Nullable QueryException> excess,
      RunningStatements.Work work)
      throws SQLException, QueryException, IOException {
    long begin = System.nanoTime();
    if (query.foreign()) {
      ReadingStatement.check(reader.connection(), query.sql());
    }
    // The engine cannot be stopped while it plans; what has taken too long then does not begin.
    try (Reader.Prepared prepared = reader.prepare(sql)) {
      PreparedStatement statement = prepared.statement();
      Duration left = query.timeLimit().minusNanos(System.nanoTime() - begin);
      if (left.isNegative()) {
        throw RunningStatements.late(query);
      }
      StreamedRows.setParameters(statement, query);
      long rows = running.run(statement, query, left, excess, work);
      if (isAskedAgain(query, sql)) {
        prepared.keep();
      }
      return rows;
    } catch (SQLException e) {
      if (query.foreign() && EngineErrors.isUnsaid(e)) {
        findReason(reader, query, begin, excess);
      }
      throw e;
    }
  }

  /**
   * Runs the statement once more, without its rows, and throws what the driver did not say the
   * first time: it loses an error that comes before the first rows of an answer that is streamed.
   */
  private void findReason(
      Reader reader, Query query, long begin, Supplier<@Nullable QueryException> excess)
      throws SQLException, QueryException, IOException {
    try (Reader.Prepared again = reader.prepare("EXPLAIN ANALYZE " + query.sql())) {
      StreamedRows.setParameters(again.statement(), query);
      Duration left = query.timeLimit().minusNanos(System.nanoTime() - begin);
      if (left.isNegative()) {
        throw RunningStatements.late(query);
      }
      running.run(again.statement(), query, left, excess, statement -> rows(statement.statement()));
    }
  }

  /** What users write changes, and so does the name of a file that an answer is copied to. */
  private static boolean isAskedAgain(Query query, String sql) {
    return !query.foreign() && sql.equals(query.sql());
  }

  private static StoreException closed() {
    return new StoreException("the store is closed");
  }
}
