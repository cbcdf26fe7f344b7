package org.cnnprov.server.migration.monetdb;

import java.io.IOException;

/**
 * The escapes of MonetDB's texts: {@code \n}, {@code \t}, {@code \\}, {@code \"} and so on, up to
 * three octal digits for a byte, {@code \xHH}, and {@code \}{@code uHHHH}. Another character keeps
 * its backslash.
 */
final class Escapes {

  /** Where the characters come from. */
  interface Source {

    /** The next one, which stays; -1 at the end. */
    int peek() throws IOException;

    int read() throws IOException;
  }

  private static final int OCTAL_DIGITS = 3;

  private Escapes() {}

  /** Adds what an escape stands for; the source is behind its backslash. */
  static void decode(Source source, Bytes text) throws IOException {
    int escaped = source.peek();
    if (escaped >= '0' && escaped <= '7') {
      text.add(number(source, 8, OCTAL_DIGITS));
      return;
    }
    source.read();
    switch (escaped) {
      case 'n' -> text.add('\n');
      case 't' -> text.add('\t');
      case 'r' -> text.add('\r');
      case 'f' -> text.add('\f');
      case 'b' -> text.add('\b');
      case 'a' -> text.add(7);
      case 'v' -> text.add(11);
      case '\\', '"', '\'' -> text.add(escaped);
      case 'x' -> text.add(number(source, 16, 2));
      case 'u' -> text.add(Character.toString(number(source, 16, 4)));
      case DumpBytes.END -> text.add('\\');
      default -> {
        text.add('\\');
        text.add(escaped);
      }
    }
  }

  private static int number(Source source, int radix, int mostDigits) throws IOException {
    int number = 0;
    for (int digits = 0; digits < mostDigits; digits++) {
      int digit = Character.digit(source.peek(), radix);
      if (digit < 0) {
        break;
      }
      number = number * radix + digit;
      source.read();
    }
    return number;
  }
}
