package org.cnnprov.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The answer to a query as a file of the format Parquet, which is removed when this is closed.
 *
 * @param truncated whether the row limit ended it
 */
public record ParquetAnswer(Path file, boolean truncated) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
