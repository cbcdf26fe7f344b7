package org.cnnprov.server.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the text into tokens. */
final class Lexer {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern QUOTED_NAME = Pattern.compile("\"((?:[^\"]|\"\")*+)\"");
  private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*+)'");
  private static final Pattern SYMBOL = Pattern.compile("!=|<>|<=|>=|[=<>(),.]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws FilterException {
    Lexer lexer = new Lexer(text);
    while (lexer.position < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", text.length()));
    return lexer.tokens;
  }

  private void next() throws FilterException {
    if (takes(SPACE) != null) {
      return;
    }
    int start = position;
    String symbol = insideName() ? takes(SYMBOL) : null;
    String taken;
    if (symbol != null) {
      add(Token.Kind.SYMBOL, symbol, start);
    } else if ((taken = takes(WORD)) != null) {
      add(Token.Kind.WORD, taken, start);
    } else if ((taken = takes(NUMBER)) != null) {
      add(Token.Kind.NUMBER, taken, start);
    } else if ((taken = takes(QUOTED_NAME)) != null) {
      add(Token.Kind.QUOTED_NAME, inner(taken, '"'), start);
    } else if ((taken = takes(STRING)) != null) {
      add(Token.Kind.STRING, inner(taken, '\''), start);
    } else if ((taken = takes(SYMBOL)) != null) {
      add(Token.Kind.SYMBOL, taken, start);
    } else {
      throw new FilterException(start, unreadable(text.charAt(start)));
    }
  }

  /** Behind a name a point is a separator, never the beginning of a number. */
  private boolean insideName() {
    if (tokens.isEmpty() || text.charAt(position) != '.') {
      return false;
    }
    Token.Kind last = tokens.get(tokens.size() - 1).kind();
    return last == Token.Kind.WORD || last == Token.Kind.QUOTED_NAME;
  }

  private void add(Token.Kind kind, String taken, int start) {
    tokens.add(new Token(kind, taken, start));
  }

  private @Nullable String takes(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    position = matcher.end();
    return matcher.group();
  }

  private static String inner(String quoted, char quote) {
    String once = String.valueOf(quote);
    return quoted.substring(1, quoted.length() - 1).replace(once + once, once);
  }

  private static String unreadable(char character) {
    return switch (character) {
      case '\'' -> "a text begins here and does not end: expected a closing single quote";
      case '"' -> "a name begins here and does not end: expected a closing double quote";
      default -> "expected a name, a value or an operator, came '" + character + "'";
    };
  }
}
