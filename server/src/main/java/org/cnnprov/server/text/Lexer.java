package org.cnnprov.server.text;

import org.cnnprov.model.ErrorCode;

/**
 * Cuts a text into tokens. What a character means depends on where it stands, so that values need
 * quotation marks as seldom as can be: between calls there are names and comments, within a call
 * there are values.
 *
 * <p>A value without quotation marks goes on to the next comma, semicolon, brace, parenthesis that
 * it did not open, or end of the line: {@code solver.solve(u, v)} is one value.
 */
final class Lexer {

  private final Source source;
  private int offset;

  Lexer(Source source) {
    this.source = source;
  }

  /** The next token between calls: a name, a parenthesis, a separator or the end. */
  Token betweenCalls() throws TextException {
    skipBlanks();
    while (source.at(offset) == '#' || source.text().startsWith("//", offset)) {
      skipLine();
      skipBlanks();
    }
    int start = offset;
    while (isNamePart(source.at(offset))) {
      offset++;
    }
    if (offset > start) {
      return new Token(Token.Kind.WORD, source.text().substring(start, offset), start);
    }
    return symbol(start);
  }

  /** The next token within a call. */
  Token withinCall() throws TextException {
    skipBlanks();
    while (source.at(offset) == '#' && beginsLine()) {
      skipLine();
      skipBlanks();
    }
    int start = offset;
    char first = source.at(start);
    return switch (first) {
      case '(', ')', '{', '}', ',', ';' -> first == '(' ? bare(start) : symbol(start);
      case '"', '\'' -> quoted(first, start);
      default -> source.ends(start) ? symbol(start) : bare(start);
    };
  }

  private Token symbol(int start) throws TextException {
    if (source.ends(start)) {
      return new Token(Token.Kind.END, "", start);
    }
    Token.Kind kind =
        switch (source.at(start)) {
          case '(' -> Token.Kind.OPEN;
          case ')' -> Token.Kind.CLOSE;
          case '{' -> Token.Kind.OPEN_BRACE;
          case '}' -> Token.Kind.CLOSE_BRACE;
          case ',', ';' -> Token.Kind.SEPARATOR;
          default -> throw malformed(start, "expected a call, came " + source.shown(start));
        };
    offset = start + 1;
    return new Token(kind, "", start);
  }

  private Token bare(int start) throws TextException {
    int open = 0;
    while (!endsBare(source.at(offset), open)) {
      open += source.at(offset) == '(' ? 1 : 0;
      open -= source.at(offset) == ')' ? 1 : 0;
      offset++;
    }
    if (open > 0) {
      throw malformed(
          start,
          "expected ')' before the end of this value, came %s; put the value into quotation marks"
              .formatted(source.shown(offset)));
    }
    return new Token(Token.Kind.WORD, source.text().substring(start, offset).strip(), start);
  }

  private boolean endsBare(char character, int open) {
    return switch (character) {
      case '{', '}', '\n' -> true;
      case ',', ';', ')' -> open == 0;
      default -> source.ends(offset);
    };
  }

  /** A value in quotation marks, of which one that belongs to it is written twice. */
  private Token quoted(char mark, int start) throws TextException {
    StringBuilder value = new StringBuilder();
    offset++;
    while (source.at(offset) != mark || source.at(offset + 1) == mark) {
      if (source.ends(offset)) {
        throw malformed(start, "expected a closing " + mark + ", came the end of the text");
      }
      value.append(source.at(offset));
      offset += source.at(offset) == mark ? 2 : 1;
    }
    offset++;
    return new Token(Token.Kind.WORD, value.toString(), start);
  }

  private boolean beginsLine() {
    int before = offset - 1;
    while (before >= 0 && source.at(before) != '\n' && isBlank(source.at(before))) {
      before--;
    }
    return before < 0 || source.at(before) == '\n';
  }

  private void skipBlanks() {
    while (!source.ends(offset) && isBlank(source.at(offset))) {
      offset++;
    }
  }

  private void skipLine() {
    while (!source.ends(offset) && source.at(offset) != '\n') {
      offset++;
    }
  }

  private TextException malformed(int at, String detail) {
    return new TextException(source.problem(ErrorCode.MALFORMED_TEXT, at, detail));
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || character == '\ufeff';
  }

  private static boolean isNamePart(char character) {
    return character == '_' || Character.isLetterOrDigit(character);
  }
}
