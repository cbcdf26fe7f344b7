package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes that a store takes on its disk.
 *
 * @param log writes that are not folded into the file yet
 * @param refused the file of refused requests, with its log
 * @param temporary what running queries have put aside, answers that are being sent, and a copy
 *     that is being made
 */
public record StoreSizes(long data, long log, long refused, long temporary) {

  /** Those of the store in the directory, at this moment. */
  public static StoreSizes of(Path directory) {
    return new StoreSizes(
        bytes(directory.resolve(DuckDbStore.FILE)),
        bytes(directory.resolve(DuckDbStore.FILE + ".wal")),
        bytes(directory.resolve(RefusalFile.FILE))
            + bytes(directory.resolve(RefusalFile.FILE + ".wal")),
        content(directory.resolve(DuckDbStore.FILE + ".tmp"))
            + content(Answers.directory(directory))
            + content(directory.resolve(CopiedFiles.DIRECTORY)));
  }

  private static long content(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> now = files.toList();
      return now.stream().mapToLong(StoreSizes::bytes).sum();
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** 0 for a file that is not there, or no longer. */
  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
