package org.cnnprov.server.migration.monetdb;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text of a word as it stands, of a name and a text what the quotes hold
 */
record Token(Kind kind, String text, long line) {

  enum Kind {
    /** A key word, or a name without quotes. */
    WORD,
    /** A name in double quotes. */
    NAME,
    /** A text in single quotes. */
    TEXT,
    NUMBER,
    /** One character of another kind. */
    SYMBOL,
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.WORD;
  }

  /** A word in upper case. */
  String upper() {
    return text.toUpperCase(Locale.ROOT);
  }

  /** For messages. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the file";
      case NAME -> '"' + cut(text) + '"';
      case TEXT -> "'" + cut(text) + "'";
      case WORD, NUMBER, SYMBOL -> "'" + cut(text) + "'";
    };
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
