package org.cnnprov.server.query.structured;

import java.util.Comparator;
import java.util.Locale;

/** Orders names by the edits that make another one of them (Levenshtein 1966). */
final class Nearness implements Comparator<String> {

  /** Longer names are compared by their beginnings. */
  private static final int COMPARED_CHARACTERS = 100;

  private final String wanted;

  Nearness(String wanted) {
    this.wanted = beginning(wanted);
  }

  @Override
  public int compare(String one, String other) {
    int byEdits = Integer.compare(edits(beginning(one)), edits(beginning(other)));
    return byEdits != 0 ? byEdits : one.compareTo(other);
  }

  private int edits(String name) {
    int[] above = new int[name.length() + 1];
    for (int column = 0; column <= name.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= wanted.length(); row++) {
      int[] line = new int[name.length() + 1];
      line[0] = row;
      for (int column = 1; column <= name.length(); column++) {
        int replaced = wanted.charAt(row - 1) == name.charAt(column - 1) ? 0 : 1;
        line[column] =
            Math.min(above[column - 1] + replaced, 1 + Math.min(above[column], line[column - 1]));
      }
      above = line;
    }
    return above[name.length()];
  }

  private static String beginning(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return folded.length() <= COMPARED_CHARACTERS
        ? folded
        : folded.substring(0, COMPARED_CHARACTERS);
  }
}
