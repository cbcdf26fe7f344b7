package org.cnnprov.event;

import java.util.List;
import java.util.Set;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** The elements of one event, in one of the two forms that clients send. */
public sealed interface Rows {

  int size();

  /** How many values they have together. */
  int values();

  /**
   * Rows by name. A value is a {@link String}, {@link Double}, {@link Long} or {@link Boolean}, or
   * null.
   */
  record Named(List<Row> rows) implements Rows {

    public Named {
      rows = List.copyOf(rows);
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int values() {
      int values = 0;
      for (Row row : rows) {
        values += row.values().size();
      }
      return values;
    }
  }

  /** One row: parallel lists of the names and values that it has. */
  record Row(List<Name> names, List<@Nullable Object> values) {}

  /**
   * Rows by position, as DfAnalyzer's clients send them: the store knows the order of the
   * attributes. All values are text; null is an absent one.
   *
   * @param joined the indexes of rows that came as one text, whose values have no place of their
   *     own
   */
  record Positional(List<List<@Nullable String>> rows, Set<Integer> joined) implements Rows {

    public Positional {
      joined = Set.copyOf(joined);
    }

    /** Rows that all came as lists of values. */
    public Positional(List<List<@Nullable String>> rows) {
      this(rows, Set.of());
    }

    /** Where a value came from, as a JSON pointer within the rows. */
    public String pointer(int row, int value) {
      return joined.contains(row) ? "/" + row : "/" + row + "/" + value;
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int values() {
      return rows.stream().mapToInt(List::size).sum();
    }
  }
}
