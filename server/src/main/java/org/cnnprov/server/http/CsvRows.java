package org.cnnprov.server.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.cnnprov.store.RowSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer of a query as CSV (RFC 4180) with a header. NULL is an empty field, an empty
 * text is {@code ""}, a list or map is JSON.
 */
public final class CsvRows implements RowSink {

  private static final String LINE_END = "\r\n";

  private final Writer writer;
  private boolean truncated;

  public CsvRows(OutputStream output) {
    this.writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
  }

  /** Whether the row limit ended the rows. */
  public boolean truncated() {
    return truncated;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    line(columns.stream().map(Column::name).toList());
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    line(values);
  }

  @Override
  public void end(boolean truncated) throws IOException {
    this.truncated = truncated;
    writer.flush();
  }

  private void line(List<? extends @Nullable Object> values) throws IOException {
    String separator = "";
    for (Object value : values) {
      writer.write(separator);
      writer.write(field(value));
      separator = ",";
    }
    writer.write(LINE_END);
  }

  private static String field(@Nullable Object value) throws IOException {
    if (value == null) {
      return "";
    }
    String text = text(value);
    return text.isEmpty() || text.chars().anyMatch(CsvRows::needsQuotes)
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static String text(Object value) throws IOException {
    if (value instanceof LocalDateTime time) {
      return Times.text(time);
    }
    if (value instanceof Instant time) {
      return Times.text(time);
    }
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return new String(JsonAnswer.bytes(json -> json.value(value)), StandardCharsets.UTF_8);
    }
    return value.toString();
  }

  private static boolean needsQuotes(int character) {
    return character == '"' || character == ',' || character == '\r' || character == '\n';
  }
}
