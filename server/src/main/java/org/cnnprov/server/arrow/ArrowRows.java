package org.cnnprov.server.arrow;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cnnprov.store.RowSink;
import org.jspecify.annotations.Nullable;

/** Writes rows as an Arrow stream (IPC), a batch of them at a time. */
public final class ArrowRows implements RowSink {

  private static final int ROWS_OF_A_BATCH = 8_192;

  /** Of the values of a batch; a single row may have more. */
  private static final int BYTES_OF_A_BATCH = 4 << 20;

  private final ArrowOutput output;
  private final Function<Object, String> structures;
  private final List<Vector> vectors = new ArrayList<>();
  private int rows;
  private boolean truncated;

  /**
   * Writes to the output, which stays open.
   *
   * @param structures turns maps, which are text in the stream, into that
   */
  public ArrowRows(OutputStream output, Function<Object, String> structures) {
    this.structures = structures;
    this.output = new ArrowOutput(output);
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    List<ArrowType> types = columns.stream().map(column -> ArrowType.of(column.type())).toList();
    types.forEach(type -> vectors.add(Vector.of(type, structures)));
    output.schema(columns.stream().map(Column::name).toList(), types);
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    int bytes = 0;
    for (int i = 0; i < vectors.size(); i++) {
      vectors.get(i).add(values.get(i));
      bytes += vectors.get(i).bytes();
    }
    rows++;
    if (rows == ROWS_OF_A_BATCH || bytes > BYTES_OF_A_BATCH) {
      flush();
    }
  }

  @Override
  public void end(boolean truncated) throws IOException {
    this.truncated = truncated;
    if (rows > 0) {
      flush();
    }
    output.end();
  }

  /** Whether the row limit ended the rows; known after the last. */
  public boolean truncated() {
    return truncated;
  }

  private void flush() throws IOException {
    output.batch(rows, vectors);
    vectors.forEach(Vector::clear);
    rows = 0;
  }
}
