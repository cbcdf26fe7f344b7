package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is folded under load, by what reading it would take and not by its bytes. */
final class LogFoldingTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir Path directory;

  private Path file;
  private DuckDBConnection origin;
  private DuckDBConnection writer;

  @BeforeEach
  void open() throws Exception {
    file = directory.resolve("a.duckdb");
    origin = DuckDbFile.open(file, 100_000_000L);
    writer = DuckDbFile.duplicate(origin);
    execute("CREATE TABLE a(b INTEGER)");
  }

  @AfterEach
  void close() throws Exception {
    writer.close();
    origin.close();
  }

  @Test
  void foldsWhatTookLongToWriteAlthoughWritesGoOn() throws Exception {
    LogFolding folding = new LogFolding(file, 0);
    folding.committed(4 * SECOND);
    assertEquals(bytesOfLog(), bytesAfter(folding), "it takes little to read");
    folding.committed(SECOND);
    assertEquals(0, bytesAfter(folding));
  }

  @Test
  void foldsSeldomUnderLoad() throws Exception {
    LogFolding folding = new LogFolding(file, 0);
    folding.committed(5 * SECOND);
    assertEquals(0, bytesAfter(folding));
    execute("INSERT INTO a VALUES (1)");
    folding.committed(5 * SECOND);
    assertEquals(bytesOfLog(), bytesAfter(folding), "the commits before had to wait just now");
  }

  @Test
  void foldsWhatTookLongToReadAtTheStart() throws Exception {
    assertEquals(bytesOfLog(), bytesAfter(new LogFolding(file, SECOND / 2)));
    assertEquals(0, bytesAfter(new LogFolding(file, SECOND)));
  }

  @Test
  void aStartThatTookLongForAnotherReasonLeavesNothingToFold() throws Exception {
    execute("CHECKPOINT");
    LogFolding folding = new LogFolding(file, 9 * SECOND);
    execute("INSERT INTO a VALUES (1)");
    assertEquals(bytesOfLog(), bytesAfter(folding));
  }

  @Test
  void readersKeepTheirSnapshot() throws Exception {
    execute("INSERT INTO a VALUES (1), (2)");
    LogFolding folding = new LogFolding(file, SECOND);
    try (DuckDBConnection reader = DuckDbFile.duplicate(origin);
        Statement statement = reader.createStatement()) {
      assertEquals(2, count(statement));
      execute("UPDATE a SET b = b + 1");
      execute("DELETE FROM a WHERE b = 2");
      folding.foldWhenDue(writer);
      assertEquals(2, count(statement), "its snapshot");
      reader.rollback();
    }
    assertEquals(0, bytesAfter(folding));
  }

  private static long count(Statement statement) throws Exception {
    try (ResultSet counted = statement.executeQuery("SELECT count(*) FROM a WHERE b > 0")) {
      counted.next();
      return counted.getLong(1);
    }
  }

  private long bytesAfter(LogFolding folding) throws Exception {
    folding.foldWhenDue(writer);
    return bytesOfLog();
  }

  private long bytesOfLog() throws Exception {
    return DuckDbFile.bytesOfLog(file);
  }

  private void execute(String sql) throws Exception {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
      writer.commit();
    }
  }
}
