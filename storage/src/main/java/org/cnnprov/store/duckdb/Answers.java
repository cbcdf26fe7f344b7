package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.store.ParquetAnswer;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Answers that the engine itself writes to files, in the one directory that it may reach. Users'
 * SQL could read them while they lie there, under names that cannot be guessed: they hold nothing
 * but what it may read anyway.
 */
final class Answers {

  static final String DIRECTORY = "answers";

  private final Readers readers;
  private final Path directory;

  /** For the store in this file; removes what a kill has left. */
  Answers(Readers readers, Path file) {
    this.readers = readers;
    this.directory = file.toAbsolutePath().resolveSibling(DIRECTORY);
    try (Stream<Path> left = Files.list(directory)) {
      for (Path each : left.toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Where the answers of the store in a directory are. */
  static Path directory(Path store) {
    return store.toAbsolutePath().resolve(DIRECTORY);
  }

  ParquetAnswer write(Query query, long bytes) throws QueryException, StoreException {
    Path file = directory.resolve(UUID.randomUUID() + ".parquet");
    boolean written = false;
    try {
      long rows = readers.copy(query, statement(query, file), () -> excess(file, bytes));
      QueryException large = excess(file, bytes);
      if (large != null) {
        throw large;
      }
      boolean truncated = rows == query.rowLimit() && readers.hasMore(query);
      written = true;
      return new ParquetAnswer(file, truncated);
    } finally {
      if (!written) {
        delete(file);
      }
    }
  }

  /** The user's text has passed the guard as one whole statement, so it ends where ours goes on. */
  private static String statement(Query query, Path file) {
    return "COPY (SELECT * FROM (%s\n) LIMIT %d) TO %s (FORMAT parquet)"
        .formatted(inner(query), query.rowLimit(), DuckDbFile.literal(file.toString()));
  }

  /** The statement without the semicolon that may end it. */
  static String inner(Query query) {
    return query.sql().strip().replaceFirst(";+$", "");
  }

  private static @Nullable QueryException excess(Path file, long bytes) {
    try {
      return Files.exists(file) && Files.size(file) > bytes
          ? new QueryException(
              ErrorCode.INVALID_QUERY,
              "the answer is larger than %d bytes: ask for less".formatted(bytes))
          : null;
    } catch (IOException gone) {
      return null;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
