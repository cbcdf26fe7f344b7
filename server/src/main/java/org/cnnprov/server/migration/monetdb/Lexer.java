package org.cnnprov.server.migration.monetdb;

import java.io.IOException;

/**
 * Cuts statements into tokens; comments and blanks are left out. It reads one token ahead and no
 * further: when that is the semicolon of a {@code COPY}, the rows are untouched.
 */
final class Lexer {

  private final DumpBytes bytes;
  private final Escapes.Source source;
  private final Bytes text = new Bytes();
  private Token ahead;

  Lexer(DumpBytes bytes) throws IOException, DumpException {
    this.bytes = bytes;
    this.source = source(bytes);
    skipByteOrderMark();
    this.ahead = read();
  }

  /** The token that comes next, which stays. */
  Token peek() {
    return ahead;
  }

  /** The token that comes next; reads one further. */
  Token next() throws IOException, DumpException {
    Token next = ahead;
    ahead = read();
    return next;
  }

  private static Escapes.Source source(DumpBytes bytes) {
    return new Escapes.Source() {
      @Override
      public int peek() throws IOException {
        return bytes.peek();
      }

      @Override
      public int read() throws IOException {
        return bytes.read();
      }
    };
  }

  private Token read() throws IOException, DumpException {
    skipBlanks();
    long line = bytes.line();
    int first = bytes.peek();
    if (first == DumpBytes.END) {
      return new Token(Token.Kind.END, "", line);
    }
    if (first == '"') {
      return quoted(Token.Kind.NAME, false);
    } else if (first == '\'') {
      return quoted(Token.Kind.TEXT, true);
    } else if (isWord(first)) {
      return word(line);
    } else if (Character.isDigit(first)) {
      return number(line);
    }
    bytes.read();
    if (first == '-' && bytes.peek() == '-') {
      skipLine();
      return read();
    } else if (first == '/' && bytes.peek() == '*') {
      skipComment(line);
      return read();
    }
    return new Token(Token.Kind.SYMBOL, Character.toString(first), line);
  }

  private void skipByteOrderMark() throws IOException {
    if (bytes.peek() == 0xef) {
      for (int i = 0; i < 3; i++) {
        bytes.read();
      }
    }
  }

  private void skipBlanks() throws IOException {
    for (int at = bytes.peek(); ; at = bytes.peek()) {
      if (at == '#') {
        skipLine();
      } else if (at != ' ' && at != '\t' && at != '\n' && at != '\r') {
        return;
      } else {
        bytes.read();
      }
    }
  }

  private void skipLine() throws IOException {
    for (int at = bytes.peek(); at != '\n' && at != DumpBytes.END; at = bytes.peek()) {
      bytes.read();
    }
  }

  private void skipComment(long line) throws IOException, DumpException {
    bytes.read();
    int before = 0;
    for (int at = bytes.read(); before != '*' || at != '/'; at = bytes.read()) {
      if (at == DumpBytes.END) {
        throw new DumpException(line, "the comment that begins here has no end");
      }
      before = at;
    }
  }

  private Token quoted(Token.Kind kind, boolean escapes) throws IOException, DumpException {
    long line = bytes.line();
    int quote = bytes.read();
    text.clear();
    for (int at = bytes.read(); ; at = bytes.read()) {
      if (at == DumpBytes.END) {
        throw new DumpException(line, "the quote that begins here has no end");
      } else if (at == '\\' && escapes) {
        Escapes.decode(source, text);
      } else if (at != quote) {
        text.add(at);
      } else if (bytes.peek() == quote) {
        text.add(bytes.read());
      } else {
        return new Token(kind, text.text(line), line);
      }
    }
  }

  /** A word; before a quote, {@code E} and {@code R} say what backslashes are. */
  private Token word(long line) throws IOException, DumpException {
    text.clear();
    while (isWord(bytes.peek()) || Character.isDigit(bytes.peek())) {
      text.add(bytes.read());
    }
    String word = text.text(line);
    if (bytes.peek() == '\'' && (word.equalsIgnoreCase("E") || word.equalsIgnoreCase("R"))) {
      return quoted(Token.Kind.TEXT, word.equalsIgnoreCase("E"));
    }
    return new Token(Token.Kind.WORD, word, line);
  }

  private Token number(long line) throws IOException, DumpException {
    text.clear();
    int before = 0;
    for (int at = bytes.peek(); isNumber(at, before); at = bytes.peek()) {
      text.add(bytes.read());
      before = at;
    }
    return new Token(Token.Kind.NUMBER, text.text(line), line);
  }

  private static boolean isNumber(int at, int before) {
    return Character.isDigit(at)
        || at == '.'
        || at == 'e'
        || at == 'E'
        || ((at == '-' || at == '+') && (before == 'e' || before == 'E'));
  }

  private static boolean isWord(int at) {
    return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || at == '_' || at >= 0x80;
  }
}
