package org.cnnprov.server.compat.dfanalyzer.query;

import java.util.Locale;

/**
 * A piece of the text of a query.
 *
 * @param text without its quotation marks
 * @param offset where it begins
 */
record QueryToken(Kind kind, String text, int offset) {

  enum Kind {
    WORD,
    /** In double quotes: a name, whatever it holds. */
    QUOTED_NAME,
    /** In single quotes. */
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is this word, which is given in lower case. */
  boolean isKeyword(String word) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
  }
}
