package org.cnnprov.server.migration.monetdb;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the readers of statements share: expectations, names, and passing over the rest. */
final class Statement {

  private static final Set<String> TEXT_TYPES =
      Set.of(
          "TIMESTAMP", "DATE", "TIME", "INTERVAL", "BLOB", "BINARY", "JSON", "UUID", "INET", "URL");

  private final Lexer lexer;

  Statement(Lexer lexer) {
    this.lexer = lexer;
  }

  Token peek() {
    return lexer.peek();
  }

  Token next() throws IOException, DumpException {
    return lexer.next();
  }

  /** Takes the word if it comes next. */
  boolean accept(String word) throws IOException, DumpException {
    if (lexer.peek().is(word)) {
      lexer.next();
      return true;
    }
    return false;
  }

  boolean acceptSymbol(char symbol) throws IOException, DumpException {
    if (lexer.peek().isSymbol(symbol)) {
      lexer.next();
      return true;
    }
    return false;
  }

  void expect(String word) throws IOException, DumpException {
    if (!accept(word)) {
      throw expected(word);
    }
  }

  void expectSymbol(char symbol) throws IOException, DumpException {
    if (!acceptSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  DumpException expected(String what) {
    Token came = lexer.peek();
    return new DumpException(came.line(), "expected %s, came %s".formatted(what, came.shown()));
  }

  String name() throws IOException, DumpException {
    if (!lexer.peek().isName()) {
      throw expected("a name");
    }
    return lexer.next().text().toLowerCase(Locale.ROOT);
  }

  TableName tableName(@Nullable String currentSchema) throws IOException, DumpException {
    String first = name();
    return acceptSymbol('.') ? new TableName(first, name()) : new TableName(currentSchema, first);
  }

  String text() throws IOException, DumpException {
    if (lexer.peek().kind() != Token.Kind.TEXT) {
      throw expected("a text in single quotes");
    }
    return lexer.next().text();
  }

  /** A literal of an {@code INSERT}; null for NULL. */
  @Nullable String literal() throws IOException, DumpException {
    boolean negative = acceptSymbol('-');
    if (!negative) {
      acceptSymbol('+');
    }
    Token token = lexer.next();
    return switch (token.kind()) {
      case NUMBER -> (negative ? "-" : "") + token.text();
      case TEXT -> token.text();
      case WORD -> word(token, negative);
      case NAME, SYMBOL, END -> throw noValue(token);
    };
  }

  private @Nullable String word(Token token, boolean negative) throws IOException, DumpException {
    String word = token.upper();
    if (word.equals("NULL")) {
      return null;
    } else if (word.equals("TRUE") || word.equals("FALSE")) {
      return word.toLowerCase(Locale.ROOT);
    } else if (word.equals("NAN") || word.equals("INF") || word.equals("INFINITY")) {
      return (negative ? "-" : "") + token.text();
    } else if (TEXT_TYPES.contains(word)) {
      return typed();
    }
    throw noValue(token);
  }

  /** {@code TIMESTAMP WITH TIME ZONE '…'}, {@code INTERVAL '…' SECOND} and their like. */
  private String typed() throws IOException, DumpException {
    while (lexer.peek().kind() == Token.Kind.WORD) {
      lexer.next();
    }
    String text = text();
    while (lexer.peek().kind() == Token.Kind.WORD) {
      lexer.next();
    }
    return text;
  }

  private static DumpException noValue(Token token) {
    return new DumpException(token.line(), "expected a value, came " + token.shown());
  }

  /** Passes over the rest, with what stands in parentheses and braces, and its semicolon. */
  void passOver() throws IOException, DumpException {
    long line = lexer.peek().line();
    int depth = 0;
    while (depth > 0 || !lexer.peek().isSymbol(';')) {
      Token token = lexer.next();
      if (token.kind() == Token.Kind.END) {
        throw new DumpException(line, "the statement that begins here has no end");
      } else if (token.isSymbol('(') || token.isSymbol('{')) {
        depth++;
      } else if (token.isSymbol(')') || token.isSymbol('}')) {
        depth--;
      }
    }
    lexer.next();
  }

  /**
   * Passes over a function: the semicolons between {@code BEGIN} and {@code END} do not end it. Its
   * {@code IF … END IF} and loops close themselves; {@code CASE … END} is counted.
   */
  void passOverFunction() throws IOException, DumpException {
    long line = lexer.peek().line();
    int depth = 0;
    while (depth > 0 || !lexer.peek().isSymbol(';')) {
      Token token = lexer.next();
      if (token.kind() == Token.Kind.END) {
        throw new DumpException(line, "the function that begins here has no end");
      } else if (token.is("BEGIN") || token.is("CASE") || token.isSymbol('{')) {
        depth++;
      } else if (token.isSymbol('}') || (token.is("END") && !closesItself())) {
        depth--;
      }
    }
    lexer.next();
  }

  private boolean closesItself() throws IOException, DumpException {
    if (accept("CASE")) {
      return false;
    }
    return accept("IF") || accept("WHILE") || accept("FOR");
  }
}
