package org.cnnprov.server.query.filter;

import java.util.Locale;

/**
 * A piece of the text.
 *
 * @param text a name or string without its quotes, everything else as it stands
 * @param position of its first character, from 0
 */
record Token(Kind kind, String text, int position) {

  enum Kind {
    /** A bare word: a keyword, or a part of a name. */
    WORD,
    /** A part of a name in double quotes: never a keyword. */
    QUOTED_NAME,
    /** Text in single quotes. */
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** What came, for an error. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
