package org.cnnprov.server.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers of the query interface: {@code ;} between values in double quotes. */
final class QuotedCsv {

  private static final Pattern VALUE = Pattern.compile("\"((?:[^\"]|\"\")*)\"(;|\r?\n|$)");

  private QuotedCsv() {}

  /** The header, then the rows, sorted, their numbers written plainly. */
  static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    Matcher value = VALUE.matcher(text);
    while (value.find()) {
      row.add(plain(value.group(1).replace("\"\"", "\"")));
      if (!value.group(2).equals(";")) {
        rows.add(List.copyOf(row));
        row.clear();
      }
    }
    rows.subList(Math.min(1, rows.size()), rows.size())
        .sort(Comparator.comparing(Object::toString));
    return rows;
  }

  /** The columns, then the rows, sorted, every value as text: what {@link #rows} makes of them. */
  static List<List<String>> of(List<?> columns, List<? extends List<?>> rows) {
    List<List<String>> texts = new ArrayList<>();
    for (List<?> row : rows) {
      texts.add(row.stream().map(value -> plain(String.valueOf(value))).toList());
    }
    texts.sort(Comparator.comparing(Object::toString));
    texts.add(0, columns.stream().map(String::valueOf).toList());
    return texts;
  }

  /** A number without an exponent and without zeros behind; other text as it is. */
  static String plain(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException noNumber) {
      return text;
    }
  }
}
