package org.cnnprov.store.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's errors mean. It gives neither states nor numbers, so their text decides: its
 * own kinds of errors at the beginning, and the operating system's sentences within.
 */
final class EngineErrors {

  /** Kinds that are about what was to be stored, never about where. */
  private static final List<String> OF_WHAT_WAS_GIVEN =
      List.of(
          "binder error",
          "catalog error",
          "constraint error",
          "conversion error",
          "internal error",
          "invalid input error",
          "invalid type error",
          "mismatch type error",
          "not implemented error",
          "out of range error",
          "parser error");

  private static final Map<String, StoreTrouble> SENTENCES =
      Map.ofEntries(
          Map.entry("no space left on device", StoreTrouble.DISK_FULL),
          Map.entry("disk quota exceeded", StoreTrouble.DISK_FULL),
          Map.entry("file too large", StoreTrouble.DISK_FULL),
          Map.entry("read-only file system", StoreTrouble.NOT_WRITABLE),
          Map.entry("permission denied", StoreTrouble.NOT_WRITABLE),
          Map.entry("operation not permitted", StoreTrouble.NOT_WRITABLE),
          Map.entry("could not set lock", StoreTrouble.HELD),
          Map.entry("corrupt", StoreTrouble.DAMAGED),
          Map.entry("checksum", StoreTrouble.DAMAGED),
          Map.entry("not a valid duckdb database file", StoreTrouble.DAMAGED),
          Map.entry("replaying wal", StoreTrouble.DAMAGED),
          Map.entry("serialization error", StoreTrouble.DAMAGED),
          Map.entry("is damaged", StoreTrouble.DAMAGED));

  private EngineErrors() {}

  static StoreTrouble trouble(Throwable error) {
    if (error instanceof RuntimeException) {
      // An error of ours, which the same input meets again.
      return StoreTrouble.UNSTORABLE;
    }
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (OF_WHAT_WAS_GIVEN.stream().anyMatch(text::startsWith)) {
      return StoreTrouble.UNSTORABLE;
    }
    return SENTENCES.entrySet().stream()
        .filter(sentence -> text.contains(sentence.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(isAboutRows(text) ? StoreTrouble.UNSTORABLE : StoreTrouble.FAILING);
  }

  /** The appender names no kind of error. */
  private static boolean isAboutRows(String text) {
    return text.startsWith("failed to append") && !isOutOfMemory(text);
  }

  /** The engine gives nothing more of this file until it is opened again. */
  static boolean isFatal(SQLException error) {
    String text = String.valueOf(error.getMessage());
    return text.startsWith("FATAL Error") || text.contains("database has been invalidated");
  }

  /** The driver met an error of the engine's and does not say which. */
  static boolean isUnsaid(SQLException error) {
    return String.valueOf(error.getMessage()).endsWith("Invalid result set");
  }

  /** The memory that the engine may take is used up; when others give some back it goes on. */
  static boolean isOutOfMemory(@Nullable Throwable error) {
    return error instanceof SQLException
        && isOutOfMemory(String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT));
  }

  /** The appender gives the buffer manager's sentence without the kind of error. */
  private static boolean isOutOfMemory(String text) {
    return text.contains("out of memory")
        || text.contains("could not allocate")
        || text.contains("failed to allocate");
  }

  /** The failure that callers see, with the first line of the engine's words. */
  static StoreException failure(String what, Exception error, boolean broken) {
    String message = what + ": " + DuckDbFile.firstLine(error);
    StoreTrouble trouble = trouble(error);
    return broken
        ? StoreException.broken(trouble, message, error)
        : new StoreException(trouble, message, error);
  }

  /** The failure of an opening: what the engine stumbles over then is what lies in the file. */
  static StoreException unopened(String what, Exception error) {
    StoreTrouble trouble = trouble(error);
    return new StoreException(
        trouble == StoreTrouble.UNSTORABLE ? StoreTrouble.DAMAGED : trouble,
        what + ": " + DuckDbFile.firstLine(error),
        error);
  }
}
