package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
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

  private final DuckDBConnection origin;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<PreparedStatement> running = ConcurrentHashMap.newKeySet();
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

  void query(Query query, RowSink sink) throws QueryException, StoreException {
    turns.acquireUninterruptibly();
    try {
      if (closing) {
        throw closed();
      }
      if (query.unwanted().getAsBoolean()) {
        throw abandoned();
      }
      DuckDBConnection connection = take();
      try {
        run(connection, query, sink);
      } finally {
        idle.push(connection);
      }
    } finally {
      turns.release();
    }
  }

  /** Stops the queries that run; those that wait for their turn are told. */
  @Override
  public void close() {
    closing = true;
    try {
      do {
        running.forEach(Readers::cancel);
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

  private void run(DuckDBConnection connection, Query query, RowSink sink)
      throws QueryException, StoreException {
    if (query.foreign()) {
      ReadingStatement.check(connection, query.sql());
    }
    AtomicReference<@Nullable QueryException> stopped = new AtomicReference<>();
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      ScheduledFuture<?> limit =
          timer.schedule(
              () -> stop(statement, stopped, late(query)),
              query.timeLimit().toMillis(),
              TimeUnit.MILLISECONDS);
      ScheduledFuture<?> watch =
          timer.scheduleWithFixedDelay(
              () -> stopIfUnwanted(query, statement, stopped),
              WATCH_MILLISECONDS,
              WATCH_MILLISECONDS,
              TimeUnit.MILLISECONDS);
      try {
        running.add(statement);
        answer(statement, query, sink, stopped);
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

  private static void stopIfUnwanted(
      Query query, PreparedStatement statement, AtomicReference<@Nullable QueryException> stopped) {
    if (query.unwanted().getAsBoolean()) {
      stop(statement, stopped, abandoned());
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

  private void answer(
      PreparedStatement statement,
      Query query,
      RowSink sink,
      AtomicReference<@Nullable QueryException> stopped)
      throws SQLException, IOException, QueryException {
    int expected = statement.getParameterMetaData().getParameterCount();
    if (expected != query.parameters().size()) {
      throw new QueryException(
          ErrorCode.INVALID_QUERY,
          "expected %d parameters, came %d".formatted(expected, query.parameters().size()));
    }
    for (int i = 0; i < expected; i++) {
      statement.setObject(i + 1, query.parameters().get(i));
    }
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
          return;
        }
        sink.row(row(result, columns.size()));
      }
      sink.end(false);
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
