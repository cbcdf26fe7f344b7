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

/** Writes the answer of a query as CSV with a header. A list or map is JSON. */
public final class CsvRows implements RowSink {

  /** The two forms of CSV that clients expect. */
  public enum Form {
    /** RFC 4180. NULL is an empty field, an empty text is {@code ""}. */
    STANDARD(",", "\r\n"),
    /** As DfAnalyzer wrote it: every value in quotation marks, whole numbers without a point. */
    DFANALYZER(";", "\n");

    private final String separator;
    private final String lineEnd;

    Form(String separator, String lineEnd) {
      this.separator = separator;
      this.lineEnd = lineEnd;
    }
  }

  /** Doubles below it have no whole numbers between them. */
  private static final double EXACT = 1L << 53;

  private final Writer writer;
  private final Form form;
  private boolean truncated;

  public CsvRows(OutputStream output, Form form) {
    this.form = form;
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
      separator = form.separator;
    }
    writer.write(form.lineEnd);
  }

  private String field(@Nullable Object value) throws IOException {
    return switch (form) {
      case STANDARD -> value == null ? "" : quotedIfNeeded(text(value));
      case DFANALYZER ->
          quoted(
              value == null ? "" : text(value instanceof Double number ? shortest(number) : value));
    };
  }

  private static Object shortest(Double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < EXACT;
    return whole ? (Object) number.longValue() : number;
  }

  private static String quotedIfNeeded(String text) {
    return text.isEmpty() || text.chars().anyMatch(CsvRows::needsQuotes) ? quoted(text) : text;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
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
