package org.cnnprov.server.compat.dfanalyzer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/**
 * Cuts the text of a query into tokens. Comments begin with {@code #} or {@code //} and go to the
 * end of the line.
 */
final class QueryLexer {

  private static final Pattern BLANK = Pattern.compile("(?:\\s|\ufeff|#[^\n]*|//[^\n]*)++");

  /** A hyphen within a word belongs to it: there is no arithmetic here, and tags have hyphens. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*+");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern QUOTED_NAME = Pattern.compile("\"(?:[^\"]|\"\")*+\"");
  private static final Pattern STRING = Pattern.compile("'(?:[^']|'')*+'");
  private static final Pattern SYMBOL = Pattern.compile("!=|<>|<=|>=|[=<>(){},;.]");

  private final Source source;
  private final List<QueryToken> tokens = new ArrayList<>();
  private int offset;

  private QueryLexer(Source source) {
    this.source = source;
  }

  static List<QueryToken> tokens(Source source) throws TextException {
    QueryLexer lexer = new QueryLexer(source);
    while (lexer.offset < source.text().length()) {
      lexer.next();
    }
    lexer.tokens.add(new QueryToken(QueryToken.Kind.END, "", lexer.offset));
    return lexer.tokens;
  }

  private void next() throws TextException {
    Matcher matcher = Pattern.compile("").matcher(source.text());
    matcher.region(offset, source.text().length());
    if (matcher.usePattern(BLANK).lookingAt()) {
      offset = matcher.end();
    } else if (isBehindName() && matcher.usePattern(SYMBOL).lookingAt()) {
      add(QueryToken.Kind.SYMBOL, matcher.group());
    } else if (matcher.usePattern(WORD).lookingAt()) {
      add(QueryToken.Kind.WORD, matcher.group());
    } else if (matcher.usePattern(NUMBER).lookingAt()) {
      add(QueryToken.Kind.NUMBER, matcher.group());
    } else if (matcher.usePattern(QUOTED_NAME).lookingAt()) {
      add(QueryToken.Kind.QUOTED_NAME, matcher.group());
    } else if (matcher.usePattern(STRING).lookingAt()) {
      add(QueryToken.Kind.STRING, matcher.group());
    } else if (matcher.usePattern(SYMBOL).lookingAt()) {
      add(QueryToken.Kind.SYMBOL, matcher.group());
    } else {
      throw new TextException(source.problem(ErrorCode.INVALID_QUERY, offset, unreadable()));
    }
  }

  /** Whether a name ends right here: a point behind it separates, and begins no number. */
  private boolean isBehindName() {
    return !tokens.isEmpty()
        && tokens.get(tokens.size() - 1).isName()
        && !Character.isWhitespace(source.text().charAt(offset - 1));
  }

  private void add(QueryToken.Kind kind, String matched) {
    String text =
        switch (kind) {
          case QUOTED_NAME -> unquoted(matched, "\"");
          case STRING -> unquoted(matched, "'");
          case WORD, NUMBER, SYMBOL, END -> matched;
        };
    tokens.add(new QueryToken(kind, text, offset));
    offset += matched.length();
  }

  private static String unquoted(String text, String mark) {
    return text.substring(1, text.length() - 1).replace(mark + mark, mark);
  }

  private String unreadable() {
    char first = source.text().charAt(offset);
    return first == '\'' || first == '"'
        ? "expected a closing %s, came the end of the text".formatted(first)
        : "expected a name, a number, a text in single quotes or an operator, came "
            + source.shown(offset);
  }
}
