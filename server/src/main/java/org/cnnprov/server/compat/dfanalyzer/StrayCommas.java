package org.cnnprov.server.compat.dfanalyzer;

import org.cnnprov.event.Slice;

/**
 * Forgives the commas that DfAnalyzer forgave: at the beginning of an array, at its end, and
 * doubled. Each becomes a blank, so that all other bytes keep their places.
 */
final class StrayCommas {

  private StrayCommas() {}

  /** A copy of the JSON text in which arrays have no comma too many. */
  static Slice blankedOut(Slice text) {
    byte[] bytes = text.bytes();
    int previous = -1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '"') {
        i = endOfText(bytes, i);
      }
      if (i < bytes.length && !isBlank(bytes[i])) {
        previous = visit(bytes, previous, i);
      }
    }
    return new Slice(bytes, 0, bytes.length);
  }

  /** Looks at a byte outside texts; returns the place of the last one that stays. */
  private static int visit(byte[] bytes, int previous, int here) {
    byte before = previous < 0 ? 0 : bytes[previous];
    if (bytes[here] == ',' && (before == '[' || before == ',')) {
      bytes[here] = ' ';
      return previous;
    }
    if (bytes[here] == ']' && before == ',') {
      bytes[previous] = ' ';
    }
    return here;
  }

  /** The place of the quotation mark that ends the text, or of the end of all. */
  private static int endOfText(byte[] bytes, int begin) {
    int i = begin + 1;
    while (i < bytes.length && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }
}
