package org.cnnprov.server.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;

/**
 * Reads calls, by recursive descent.
 *
 * <pre>
 * text = { call | separator }
 * call = name "(" [ item { separator item } ] ")"
 * item = [ value | list ]
 * list = "{" [ item { [ separator ] item } ] "}"
 * </pre>
 *
 * <p>Separators are commas and semicolons alike. Between two lists they may be missing, as an old
 * client leaves them out.
 */
public final class CallParser {

  /** Lists within one another; beyond, the stack would be at risk. */
  private static final int DEEPEST = 100;

  private final Source source;
  private final Lexer lexer;
  private Token token;

  private CallParser(Source source) throws TextException {
    this.source = source;
    this.lexer = new Lexer(source);
    this.token = lexer.betweenCalls();
  }

  /** All calls of the text, in its order. */
  public static List<Call> parse(Source source) throws TextException {
    CallParser parser = new CallParser(source);
    List<Call> calls = new ArrayList<>();
    while (parser.token.kind() != Token.Kind.END) {
      if (parser.token.kind() == Token.Kind.SEPARATOR) {
        parser.token = parser.lexer.betweenCalls();
      } else {
        calls.add(parser.call());
      }
    }
    return calls;
  }

  private Call call() throws TextException {
    Token name = token;
    if (name.kind() != Token.Kind.WORD) {
      throw unexpected("the name of a call");
    }
    token = lexer.betweenCalls();
    if (token.kind() != Token.Kind.OPEN) {
      throw unexpected("'(' behind '%s'".formatted(name.text()));
    }
    token = lexer.withinCall();
    List<Value> arguments = items(Token.Kind.CLOSE, "',' or ')'", 0);
    token = lexer.betweenCalls();
    return new Call(name.text().toLowerCase(Locale.ROOT), arguments, name.offset());
  }

  /** The items until the closing token, which stays the current one. */
  private List<Value> items(Token.Kind closing, String expected, int depth) throws TextException {
    List<Value> items = new ArrayList<>();
    if (token.kind() == closing) {
      return items;
    }
    items.add(item(depth));
    while (token.kind() != closing) {
      boolean separated = token.kind() == Token.Kind.SEPARATOR;
      if (separated) {
        token = lexer.withinCall();
      } else if (token.kind() != Token.Kind.OPEN_BRACE
          || !(items.get(items.size() - 1) instanceof Value.Group)) {
        throw unexpected(expected);
      }
      items.add(item(depth));
    }
    return items;
  }

  private Value item(int depth) throws TextException {
    int start = token.offset();
    if (token.kind() == Token.Kind.WORD) {
      String text = token.text();
      token = lexer.withinCall();
      return new Value.Word(text, start);
    }
    if (token.kind() != Token.Kind.OPEN_BRACE) {
      return new Value.Word("", start);
    }
    if (depth == DEEPEST) {
      throw unexpected("at most %d lists within one another".formatted(DEEPEST));
    }
    token = lexer.withinCall();
    List<Value> items = items(Token.Kind.CLOSE_BRACE, "',', ';' or '}'", depth + 1);
    token = lexer.withinCall();
    return new Value.Group(items, start);
  }

  private TextException unexpected(String expected) {
    String detail = "expected %s, came %s".formatted(expected, source.shown(token.offset()));
    return new TextException(source.problem(ErrorCode.MALFORMED_TEXT, token.offset(), detail));
  }
}
