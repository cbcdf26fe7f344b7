package org.cnnprov.server.migration.monetdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the values of a row belong: in the order of the table, or of a list in the statement. */
final class RowOrder {

  private final int columns;

  /** Places in the table, in the order of the statement; empty where it is that of the table. */
  private final List<Integer> places;

  private RowOrder(int columns, List<Integer> places) {
    this.columns = columns;
    this.places = places;
  }

  static RowOrder of(Table table, List<String> named, long line) throws DumpException {
    List<Integer> places = new ArrayList<>();
    for (String name : named) {
      int place = table.indexOf(name);
      if (place < 0) {
        throw new DumpException(
            line, "the table %s has no column '%s'".formatted(table.name(), name));
      }
      places.add(place);
    }
    return new RowOrder(table.columns().size(), places);
  }

  /** How many values a row has. */
  int size() {
    return places.isEmpty() ? columns : places.size();
  }

  List<@Nullable String> sorted(List<@Nullable String> values) {
    if (places.isEmpty()) {
      return values;
    }
    @Nullable String[] sorted = new @Nullable String[columns];
    for (int i = 0; i < places.size(); i++) {
      sorted[places.get(i)] = values.get(i);
    }
    return Arrays.asList(sorted);
  }
}
