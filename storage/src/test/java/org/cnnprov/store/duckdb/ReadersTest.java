package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that fail while they run, of which the driver does not say why. */
final class ReadersTest {

  @TempDir Path directory;

  @Test
  void oneThatFindsNoMemoryMayBeAskedAgain() throws Exception {
    QueryException refused = refusal("SELECT list(range) FROM range(20000000)", 50e6);
    assertEquals(ErrorCode.OVERLOADED, refused.code());
    assertTrue(String.valueOf(refused.getMessage()).startsWith("Out of Memory"), refused::toString);
  }

  @Test
  void anyOtherSaysWhatIsWrongWithIt() throws Exception {
    QueryException refused =
        refusal(
            "SELECT CAST(column0 AS INTEGER) FROM (VALUES (?::VARCHAR)) AS t(column0)", 2e9, "abc");
    assertEquals(ErrorCode.INVALID_QUERY, refused.code());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("Could not convert string 'abc' to INT32"),
        refused::toString);
  }

  /** How a statement of a user is answered by an engine with so much memory. */
  private QueryException refusal(String sql, double bytes, Object... parameters) throws Exception {
    try (DuckDBConnection origin =
            StoreLayout.open(directory.resolve("some.duckdb"), (long) bytes);
        Readers readers = new Readers(origin)) {
      Query query =
          Query.foreign(sql, List.of(parameters), Duration.ofSeconds(30), 10, () -> false);
      return assertThrows(QueryException.class, () -> readers.query(query, new Nowhere()));
    }
  }

  private static final class Nowhere implements RowSink {

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {}

    @Override
    public void end(boolean truncated) {}
  }
}
