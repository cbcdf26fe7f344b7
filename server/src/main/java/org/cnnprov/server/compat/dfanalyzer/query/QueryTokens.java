package org.cnnprov.server.compat.dfanalyzer.query;

import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/** The tokens of a query, taken from first to last. */
final class QueryTokens {

  private final Source source;
  private final List<QueryToken> tokens;
  private int next;

  QueryTokens(Source source) throws TextException {
    this.source = source;
    this.tokens = QueryLexer.tokens(source);
  }

  QueryToken peek() {
    return tokens.get(next);
  }

  /** The token behind the next one, or the end. */
  QueryToken second() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  /** Takes the next token; the end stays. */
  QueryToken take() {
    QueryToken taken = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return taken;
  }

  boolean takesSymbol(String symbol) {
    boolean there = peek().isSymbol(symbol);
    if (there) {
      take();
    }
    return there;
  }

  boolean takesKeyword(String word) {
    boolean there = peek().isKeyword(word);
    if (there) {
      take();
    }
    return there;
  }

  void expectSymbol(String symbol) throws TextException {
    if (!takesSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectKeyword(String word) throws TextException {
    if (!takesKeyword(word)) {
      throw unexpected(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /** A name that is there; what it is, for the message. */
  Name name(String what) throws TextException {
    if (!peek().isName()) {
      throw unexpected(what);
    }
    QueryToken token = take();
    try {
      return new Name(token.text());
    } catch (InvalidValueException invalid) {
      throw problem(invalid.code(), token, String.valueOf(invalid.getMessage()));
    }
  }

  TextException unexpected(String expected) {
    String detail = "expected %s, came %s".formatted(expected, source.shown(peek().offset()));
    return problem(ErrorCode.INVALID_QUERY, peek(), detail);
  }

  TextException problem(ErrorCode code, QueryToken token, String detail) {
    return new TextException(source.problem(code, token.offset(), detail));
  }
}
