package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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

/** Connections that read. Each query sees one committed state, and is stopped at its time limit. */
final class Readers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  /** Queries at a time; more wait for their turn. */
  private static final int AT_ONCE = 8;

  /** How long a query goes on, at most, after its client has gone. */
  private static final long WATCH_MILLISECONDS = 250;

  /** How long closing waits for the statements that it has stopped before it stops them again. */
  private static final long STOP_MILLISECONDS = 50;

  /** How often the end of stopped statements is waited for, so much at a time. */
  private static final int ROOM_WAITS = 20;

  private final DuckDBConnection origin;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
  private final Map<PreparedStatement, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "query-timer");
            thread.setDaemon(true);
            return thread;
          });

  Readers(DuckDBConnection origin) {
    this.origin = origin;
  }

  /** A statement at work: whether a user wrote it, and why it was stopped. */
  private record Running(boolean foreign, AtomicReference<@Nullable QueryException> stopped) {}

  /** What is done with a statement whose parameters are set; returns a number of rows. */
  private interface Work {
    long of(PreparedStatement statement, AtomicReference<@Nullable QueryException> stopped)
        throws SQLException, IOException;
  }

  void query(Query query, RowSink sink) throws QueryException, StoreException {
    inTurn(
        query,
        query.sql(),
        () -> null,
        (statement, stopped) -> answer(statement, query, sink, stopped));
  }

  /**
   * Runs a statement that writes the answer to the query somewhere.
   *
   * @param excess a reason to stop it, asked for now and then
   * @return rows that were written
   */
  long copy(Query query, String statement, Supplier<@Nullable QueryException> excess)
      throws QueryException, StoreException {
    return inTurn(query, statement, excess, (prepared, stopped) -> prepared.executeUpdate());
  }

  /** Whether the answer to the query goes on behind its row limit. */
  boolean hasMore(Query query) throws QueryException, StoreException {
    String statement =
        "SELECT 1 FROM (%s\n) LIMIT 1 OFFSET %d".formatted(Answers.inner(query), query.rowLimit());
    return inTurn(query, statement, () -> null, (prepared, stopped) -> rows(prepared)) > 0;
  }

  private static long rows(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next() ? 1 : 0;
    }
  }

  /** Runs queries in one transaction, so that all see the state that the first of them sees. */
  void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException {
    this.<IOException>onConnection(
        connection -> {
          execute(connection, "BEGIN TRANSACTION");
          try {
            reading.from(
                (query, sink) ->
                    run(
                        connection,
                        query,
                        query.sql(),
                        () -> null,
                        (statement, stopped) -> answer(statement, query, sink, stopped)));
          } finally {
            execute(connection, "ROLLBACK");
          }
          return 0;
        });
  }

  private long inTurn(Query query, String sql, Supplier<@Nullable QueryException> excess, Work work)
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
    List<PreparedStatement> stopped = new ArrayList<>();
    running.forEach(
        (statement, at) -> {
          if (at.foreign()) {
            stop(statement, at.stopped(), crowded());
            stopped.add(statement);
          }
        });
    for (int waits = 0; waits < ROOM_WAITS; waits++) {
      if (stopped.stream().noneMatch(running::containsKey)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STOP_MILLISECONDS));
    }
  }

  /** Stops the queries that run; those that wait for their turn are told. */
  @Override
  public void close() {
    closing = true;
    try {
      do {
        running.keySet().forEach(Readers::cancel);
      } while (!turns.tryAcquire(AT_ONCE, STOP_MILLISECONDS, TimeUnit.MILLISECONDS));
      turns.release(AT_ONCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
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
      Work work)
      throws QueryException, StoreException {
    if (closing) {
      throw closed();
    }
    if (query.unwanted().getAsBoolean()) {
      throw abandoned();
    }
    long begin = System.nanoTime();
    if (query.foreign()) {
      ReadingStatement.check(connection, query.sql());
    }
    AtomicReference<@Nullable QueryException> stopped = new AtomicReference<>();
    // The engine cannot be stopped while it plans; what has taken too long then does not begin.
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Duration left = query.timeLimit().minusNanos(System.nanoTime() - begin);
      if (left.isNegative()) {
        throw late(query);
      }
      ScheduledFuture<?> limit =
          timer.schedule(
              () -> stop(statement, stopped, late(query)), left.toMillis(), TimeUnit.MILLISECONDS);
      ScheduledFuture<?> watch =
          timer.scheduleWithFixedDelay(
              () -> stopIfNeeded(query, excess, statement, stopped),
              WATCH_MILLISECONDS,
              WATCH_MILLISECONDS,
              TimeUnit.MILLISECONDS);
      try {
        running.put(statement, new Running(query.foreign(), stopped));
        setParameters(statement, query);
        return work.of(statement, stopped);
      } finally {
        watch.cancel(false);
        limit.cancel(false);
        running.remove(statement);
      }
    } catch (SQLException e) {
      if (closing) {
        throw closed();
      }
      if (EngineErrors.isFatal(e)) {
        throw EngineErrors.failure("the store cannot be read", e, EngineErrors.isFatal(e));
      }
      QueryException reason = stopped.get();
      throw reason == null
          ? new QueryException(ErrorCode.INVALID_QUERY, DuckDbFile.firstLine(e))
          : reason;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopIfNeeded(
      Query query,
      Supplier<@Nullable QueryException> excess,
      PreparedStatement statement,
      AtomicReference<@Nullable QueryException> stopped) {
    QueryException reason = query.unwanted().getAsBoolean() ? abandoned() : excess.get();
    if (reason != null) {
      stop(statement, stopped, reason);
    }
  }

  private static void stop(
      PreparedStatement statement,
      AtomicReference<@Nullable QueryException> stopped,
      QueryException reason) {
    stopped.compareAndSet(null, reason);
    cancel(statement);
  }

  private static QueryException late(Query query) {
    return new QueryException(
        ErrorCode.QUERY_TIME_LIMIT,
        "the query was stopped after %d s".formatted(query.timeLimit().toSeconds()));
  }

  private static QueryException abandoned() {
    return new QueryException(ErrorCode.QUERY_ABANDONED, "the client hung up");
  }

  private static QueryException crowded() {
    return new QueryException(
        ErrorCode.OVERLOADED, "the query was stopped: its memory was needed to store something");
  }

  private static StoreException closed() {
    return new StoreException("the store is closed");
  }

  private static void cancel(PreparedStatement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      LOG.debug("a query had ended before it was stopped: {}", DuckDbFile.firstLine(e));
    }
  }

  private static void setParameters(PreparedStatement statement, Query query)
      throws SQLException, QueryException {
    int expected = statement.getParameterMetaData().getParameterCount();
    if (expected != query.parameters().size()) {
      throw new QueryException(
          ErrorCode.INVALID_QUERY,
          "expected %d parameters, came %d".formatted(expected, query.parameters().size()));
    }
    for (int i = 0; i < expected; i++) {
      statement.setObject(i + 1, query.parameters().get(i));
    }
  }

  private long answer(
      PreparedStatement statement,
      Query query,
      RowSink sink,
      AtomicReference<@Nullable QueryException> stopped)
      throws SQLException, IOException {
    try (ResultSet result = statement.executeQuery()) {
      List<RowSink.Column> columns = columns(result.getMetaData());
      sink.columns(columns);
      long rows = 0;
      while (result.next()) {
        if (stopped.get() != null || closing) {
          // The engine has no query to cancel while rows of a stream are read.
          throw new SQLException("the query was stopped");
        }
        if (rows++ == query.rowLimit()) {
          sink.end(true);
          return query.rowLimit();
        }
        sink.row(row(result, columns.size()));
      }
      sink.end(false);
      return rows;
    }
  }

  private static List<RowSink.Column> columns(ResultSetMetaData metaData) throws SQLException {
    List<RowSink.Column> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(new RowSink.Column(metaData.getColumnLabel(i), metaData.getColumnTypeName(i)));
    }
    return columns;
  }

  private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      values.add(JavaValues.of(result.getObject(i)));
    }
    return values;
  }
}
