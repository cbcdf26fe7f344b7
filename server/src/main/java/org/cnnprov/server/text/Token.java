package org.cnnprov.server.text;

/**
 * A piece of the text.
 *
 * @param text of a word, without its quotation marks; empty for the others
 */
record Token(Kind kind, String text, int offset) {

  enum Kind {
    WORD,
    OPEN,
    CLOSE,
    OPEN_BRACE,
    CLOSE_BRACE,
    /** A comma or a semicolon. */
    SEPARATOR,
    END
  }
}
