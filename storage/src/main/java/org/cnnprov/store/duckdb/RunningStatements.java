package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The statements at work. Each is stopped at its time limit, soon after its client has gone, and,
 * if it is a user's, when they hold too much memory.
 */
final class RunningStatements {

  /** How long a query goes on, at most, after its client has gone. */
  private static final long WATCH_MILLISECONDS = 250;

  /** How long is waited at a time for the end of statements that were stopped. */
  static final long STOP_MILLISECONDS = 50;

  /** How often their end is waited for, so much at a time. */
  private static final int ROOM_WAITS = 20;

  /** Of users, and may be stopped for others; and our own. */
  private final Set<Stopping> foreign = ConcurrentHashMap.newKeySet();

  private final Set<Stopping> own = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer = timer();
  private final MemoryWatch memory;

  RunningStatements(DuckDBConnection origin) {
    memory = new MemoryWatch(origin, timer, EngineMemory.limitOfStatements(), () -> stopForeign());
  }

  /** What is done with a statement; returns a number of rows. */
  interface Work {
    long of(Stopping statement) throws SQLException, QueryException, IOException;
  }

  /**
   * Works on a statement, for so long at most.
   *
   * @param excess a reason to stop it, asked for now and then
   * @throws QueryException the reason for which it was stopped
   */
  long run(
      PreparedStatement statement,
      Query query,
      Duration left,
      Supplier<@Nullable QueryException> excess,
      Work work)
      throws SQLException, QueryException, IOException {
    Stopping running = new Stopping(statement);
    ScheduledFuture<?> limit =
        timer.schedule(() -> running.stop(late(query)), left.toMillis(), TimeUnit.MILLISECONDS);
    ScheduledFuture<?> watch =
        timer.scheduleWithFixedDelay(
            () -> stopIfNeeded(query, excess, running),
            WATCH_MILLISECONDS,
            WATCH_MILLISECONDS,
            TimeUnit.MILLISECONDS);
    try {
      begin(running, query);
      return work.of(running);
    } catch (SQLException e) {
      QueryException reason = running.reason();
      if (reason != null && !EngineErrors.isFatal(e)) {
        throw reason;
      }
      throw e;
    } finally {
      watch.cancel(false);
      limit.cancel(false);
      end(running, query);
    }
  }

  private void begin(Stopping statement, Query query) {
    if (query.foreign()) {
      foreign.add(statement);
      memory.begin();
    } else {
      own.add(statement);
    }
  }

  private void end(Stopping statement, Query query) {
    if (query.foreign()) {
      foreign.remove(statement);
      memory.end();
    } else {
      own.remove(statement);
    }
    statement.end();
  }

  /** Stops the statements of users, whose memory is needed, and waits a little for their end. */
  void makeRoom() {
    List<Stopping> stopped = stopForeign();
    for (int waits = 0; waits < ROOM_WAITS; waits++) {
      if (stopped.stream().noneMatch(foreign::contains)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STOP_MILLISECONDS));
    }
  }

  private List<Stopping> stopForeign() {
    List<Stopping> stopped = List.copyOf(foreign);
    stopped.forEach(statement -> statement.stop(crowded()));
    return stopped;
  }

  /** Has all of them end, as the store closes. */
  void cancelAll() {
    foreign.forEach(Stopping::cancel);
    own.forEach(Stopping::cancel);
  }

  /** Nothing is watched any more. */
  void end() {
    timer.shutdownNow();
    try {
      if (timer.awaitTermination(1, TimeUnit.SECONDS)) {
        memory.close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "query-timer");
              thread.setDaemon(true);
              return thread;
            });
    // Otherwise the time limit of a query that has ended holds its statement until that is over.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  static QueryException late(Query query) {
    return new QueryException(
        ErrorCode.QUERY_TIME_LIMIT,
        "the query was stopped after %d s".formatted(query.timeLimit().toSeconds()));
  }

  static QueryException abandoned() {
    return new QueryException(ErrorCode.QUERY_ABANDONED, "the client hung up");
  }

  private static QueryException crowded() {
    return new QueryException(
        ErrorCode.OVERLOADED,
        "the query was stopped: queries may hold %d MB of memory together, and held more"
            .formatted(EngineMemory.limitOfStatements() / 1_000_000));
  }

  private static void stopIfNeeded(
      Query query, Supplier<@Nullable QueryException> excess, Stopping running) {
    QueryException reason = query.unwanted().getAsBoolean() ? abandoned() : excess.get();
    if (reason != null) {
      running.stop(reason);
    }
  }
}
