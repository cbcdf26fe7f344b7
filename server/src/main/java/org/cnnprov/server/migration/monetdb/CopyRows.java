package org.cnnprov.server.migration.monetdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows behind a {@code COPY … FROM stdin}. A row is first taken as a whole, since a line
 * feed within quotes does not end it, and then cut into values.
 */
final class CopyRows {

  private static final String BLANKS = " \t";

  private final DumpBytes bytes;
  private final CopyForm form;
  private final byte[] field;
  private final byte[] record;
  private final int quote;
  private final String padding;
  private final Bytes row = new Bytes();
  private final Bytes text = new Bytes();
  private long line;

  CopyRows(DumpBytes bytes, CopyForm form) {
    this.bytes = bytes;
    this.form = form;
    this.field = form.field().getBytes(StandardCharsets.UTF_8);
    String end = form.record();
    this.record = end.substring(0, end.length() - 1).getBytes(StandardCharsets.UTF_8);
    padding = form.field().isBlank() && !form.field().equals("\t") ? "" : " ";
    Character character = form.quote();
    this.quote = character == null ? DumpBytes.END : character;
  }

  /** Goes from behind the semicolon to the first row. */
  void begin() throws IOException {
    int at = bytes.read();
    while (at != '\n' && at != DumpBytes.END) {
      at = bytes.read();
    }
  }

  /** The line that the row read last began in. */
  long line() {
    return line;
  }

  /** Passes over one row. */
  void skip() throws IOException, DumpException {
    take();
  }

  /** The values of the next row. */
  List<@Nullable String> read(int columns) throws IOException, DumpException {
    take();
    List<@Nullable String> values = cut();
    int came = values.size();
    if (came != columns && form.mayBePadded()) {
      values = cutAtBlanks();
      came = Math.max(came, values.size());
    }
    if (values.size() != columns) {
      throw new DumpException(
          line, "expected %d values, came %d: %s".formatted(columns, came, shown()));
    }
    return values;
  }

  private void take() throws IOException, DumpException {
    row.clear();
    line = bytes.line();
    boolean opens = true;
    boolean within = false;
    for (int at = bytes.read(); at != '\n' || within; at = bytes.read()) {
      if (at == DumpBytes.END) {
        endsTooSoon(within);
        break;
      }
      row.add(at);
      if (within) {
        within = staysWithin(at);
      } else if (at == quote && opens) {
        within = true;
        opens = false;
      } else if (BLANKS.indexOf(at) >= 0) {
        opens = opens || form.mayBePadded();
      } else {
        opens = row.endsWith(field);
      }
    }
    trimEnd();
  }

  /** Whether the quotes are still open behind this byte of what they hold. */
  private boolean staysWithin(int at) throws IOException {
    boolean pair = at == quote ? bytes.peek() == quote : at == '\\' && form.escapes();
    if (pair && bytes.peek() != DumpBytes.END) {
      row.add(bytes.read());
    }
    return at != quote || pair;
  }

  private void endsTooSoon(boolean within) throws DumpException {
    if (within) {
      throw new DumpException(line, "the quote of a value in this row has no end");
    } else if (row.size() == 0) {
      throw new DumpException(line, "expected another row, came the end of the file");
    }
  }

  private void trimEnd() {
    if (row.size() > 0 && row.at(row.size() - 1) == '\r') {
      row.cut(row.size() - 1);
    }
    if (record.length > 0 && row.endsWith(record)) {
      row.cut(row.size() - record.length);
    }
  }

  /** Cuts the row at its delimiters; of nothing where something else follows a quoted value. */
  private List<@Nullable String> cut() throws IOException, DumpException {
    List<@Nullable String> values = new ArrayList<>();
    for (int at = 0; ; at += field.length) {
      at = skip(at, padding);
      at = value(at, values, false);
      at = skip(at, padding);
      if (at >= row.size()) {
        return values;
      } else if (!row.startsAt(at, field)) {
        return List.of();
      }
    }
  }

  /** Cuts the row at its blanks. */
  private List<@Nullable String> cutAtBlanks() throws IOException, DumpException {
    List<@Nullable String> values = new ArrayList<>();
    int at = skip(0, BLANKS);
    while (at < row.size()) {
      int end = value(at, values, true);
      at = skip(end, BLANKS);
      if (at == end && at < row.size()) {
        return List.of();
      }
    }
    return values;
  }

  private int skip(int from, String blanks) {
    int at = from;
    while (at < row.size() && blanks.indexOf(row.at(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Adds the value that begins here; returns the place behind it. */
  private int value(int at, List<@Nullable String> values, boolean padded)
      throws IOException, DumpException {
    return at < row.size() && row.at(at) == quote ? quoted(at, values) : plain(at, values, padded);
  }

  private int plain(int from, List<@Nullable String> values, boolean padded)
      throws IOException, DumpException {
    int to = from;
    while (to < row.size() && !ends(to, padded)) {
      to++;
    }
    int end = to;
    while (end > from && row.at(end - 1) == ' ') {
      end--;
    }
    String value = row.text(from, end, line);
    if (value.equals(form.absent())) {
      values.add(null);
    } else {
      boolean escaped = form.escapes() && value.indexOf('\\') >= 0;
      values.add(escaped ? unescaped(from, end) : value);
    }
    return to;
  }

  private boolean ends(int at, boolean padded) {
    return padded ? BLANKS.indexOf(row.at(at)) >= 0 : row.startsAt(at, field);
  }

  private int quoted(int from, List<@Nullable String> values) throws IOException, DumpException {
    RowSource source = new RowSource(from + 1, row.size());
    text.clear();
    for (int at = source.read(); at != DumpBytes.END; at = source.read()) {
      if (at == '\\' && form.escapes()) {
        Escapes.decode(source, text);
      } else if (at != quote) {
        text.add(at);
      } else if (source.peek() == quote) {
        text.add(source.read());
      } else {
        break;
      }
    }
    values.add(text.text(line));
    return source.at;
  }

  private String unescaped(int from, int to) throws IOException, DumpException {
    RowSource source = new RowSource(from, to);
    text.clear();
    for (int at = source.read(); at != DumpBytes.END; at = source.read()) {
      if (at == '\\') {
        Escapes.decode(source, text);
      } else {
        text.add(at);
      }
    }
    return text.text(line);
  }

  private String shown() throws DumpException {
    String all = row.text(line);
    return all.length() <= 80 ? all : all.substring(0, 80) + "…";
  }

  /** A part of the row, byte by byte. */
  private final class RowSource implements Escapes.Source {

    private final int end;
    private int at;

    RowSource(int from, int end) {
      this.at = from;
      this.end = end;
    }

    @Override
    public int peek() {
      return at < end ? row.at(at) : DumpBytes.END;
    }

    @Override
    public int read() {
      int read = peek();
      at += read == DumpBytes.END ? 0 : 1;
      return read;
    }
  }
}
