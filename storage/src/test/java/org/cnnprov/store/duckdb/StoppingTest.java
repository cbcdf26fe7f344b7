package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement is used by one query after another, so who stops it has to know whose turn it is. */
final class StoppingTest {

  private static final long ROWS = 3_000_000;

  @TempDir Path directory;
  private DuckDBConnection connection;
  private PreparedStatement statement;

  @BeforeEach
  void prepare() throws Exception {
    connection = DuckDbFile.open(directory.resolve("some.duckdb"), 1_000_000_000L);
    statement =
        connection.prepareStatement("SELECT count(DISTINCT range) FROM range(%d)".formatted(ROWS));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void aQueryThatHasEndedLeavesTheNextOneAlone() throws Exception {
    Stopping ended = new Stopping(statement);
    ended.end();
    assertEquals(ROWS, countedWhileCancelled(ended));
  }

  @Test
  void oneThatHasNotIsStopped() {
    ExecutionException stopped =
        assertThrows(
            ExecutionException.class, () -> countedWhileCancelled(new Stopping(statement)));
    assertInstanceOf(SQLException.class, stopped.getCause());
  }

  /** The answer of a query, while one is cancelled again and again. */
  private long countedWhileCancelled(Stopping cancelled) throws Exception {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Long> answer = reader.submit(this::answer);
      while (!answer.isDone()) {
        cancelled.cancel();
        Thread.onSpinWait();
      }
      return answer.get();
    } finally {
      reader.shutdown();
    }
  }

  private long answer() throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
