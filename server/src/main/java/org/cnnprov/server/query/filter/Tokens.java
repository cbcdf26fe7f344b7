package org.cnnprov.server.query.filter;

import java.util.List;

/** The tokens of a text, and the place of the reader among them. */
final class Tokens {

  private final List<Token> tokens;
  private int next;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The token that comes next; the last one, {@link Token.Kind#END}, stays. */
  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = peek();
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeKeyword(String keyword) {
    boolean found = peek().isKeyword(keyword);
    if (found) {
      take();
    }
    return found;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    if (found) {
      take();
    }
    return found;
  }

  void expectSymbol(String symbol) throws FilterException {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectKeyword(String keyword) throws FilterException {
    if (!takeKeyword(keyword)) {
      throw unexpected("'" + keyword + "'");
    }
  }

  void expectEnd() throws FilterException {
    if (peek().kind() != Token.Kind.END) {
      throw unexpected("'and', 'or' or the end");
    }
  }

  FilterException unexpected(String expected) {
    return new FilterException(
        peek().position(), "expected %s, came %s".formatted(expected, peek().shown()));
  }
}
