package org.cnnprov.server.migration.dfanalyzer;

import java.util.List;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.migration.monetdb.Table;
import org.jspecify.annotations.Nullable;

/** A row of the old catalogue, read by the names of its columns. */
record OldRow(Table table, List<@Nullable String> values, long line) {

  /** A text; null where it is absent, which old servers wrote as the word {@code null}. */
  @Nullable String text(String column) {
    int place = table.indexOf(column);
    String text = place < 0 ? null : values.get(place);
    return text == null || text.isEmpty() || text.equals("null") ? null : text;
  }

  String neededText(String column) throws DumpException {
    String text = text(column);
    if (text == null) {
      throw wrong(column, "a text", null);
    }
    return text;
  }

  @Nullable Long number(String column) throws DumpException {
    String text = text(column);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      throw wrong(column, "a whole number", text);
    }
  }

  long neededNumber(String column) throws DumpException {
    Long number = number(column);
    if (number == null) {
      throw wrong(column, "a whole number", null);
    }
    return number;
  }

  private DumpException wrong(String column, String expected, @Nullable String came) {
    return new DumpException(
        line,
        "table %s, column \"%s\": expected %s, came %s"
            .formatted(table.name(), column, expected, came == null ? "none" : "'" + came + "'"));
  }
}
