package org.cnnprov.prov.read;

import org.cnnprov.prov.model.QualifiedName;

/**
 * Cuts PROV-N into what its grammar is made of.
 *
 * @see <a href="https://www.w3.org/TR/prov-n/#grammar-notation">PROV-N, section 3</a>
 */
final class Notation {

  /** What may stand behind a backslash in a name (PN_CHARS_ESC). */
  private static final String ESCAPED = "='(),-:;\"[].";

  /** What ends a name where no backslash stands before it. */
  private static final String OUTSIDE_NAMES = "='(),;\"[]<>";

  private static final int SHOWN = 30;

  private final String text;
  private int at;

  /** Where the last part began, for messages. */
  private int mark;

  Notation(String text) {
    this.text = text;
  }

  /** The mistake at the part that was cut last. */
  ReadException placed(Mistake mistake) {
    int lineStart = text.lastIndexOf('\n', mark - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(each -> each == '\n').count();
    return mistake.at(line, 1 + text.codePointCount(lineStart, mark));
  }

  /** Where the part begins that was cut last. */
  int place() {
    return mark;
  }

  /** A mistake from now on is one of what began there. */
  void goBackTo(int place) {
    mark = place;
  }

  boolean ends() {
    skip();
    return at >= text.length();
  }

  boolean at(char character) {
    skip();
    return at < text.length() && text.charAt(at) == character;
  }

  boolean take(char character) {
    boolean there = at(character);
    at += there ? 1 : 0;
    return there;
  }

  void expect(String expected, char character) {
    if (!take(character)) {
      throw expected(expected);
    }
  }

  /** Takes a word of letters; "" where none stands. */
  String word() {
    skip();
    int start = at;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes what is declared as a prefix. */
  String prefix() {
    skip();
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at)) && text.charAt(at) != ':') {
      at++;
    }
    if (at == start) {
      throw expected("a prefix");
    }
    return text.substring(start, at);
  }

  /** Whether the next word is this one; it stays. */
  boolean atWord(String word) {
    skip();
    int end = at + word.length();
    return text.startsWith(word, at) && (end >= text.length() || !isNamePart(text.charAt(end)));
  }

  /** Takes the sign for an argument that is absent. */
  boolean takeMarker() {
    skip();
    boolean marker =
        at < text.length()
            && text.charAt(at) == '-'
            && (at + 1 >= text.length() || !isNamePart(text.charAt(at + 1)));
    at += marker ? 1 : 0;
    return marker;
  }

  /** A name as it is written, without its escapes. */
  record Written(String prefix, String local) {}

  /** Takes a name, and finds what it means. */
  QualifiedName name(Scope scope) {
    Written name = written();
    return scope.name(name.prefix(), name.local());
  }

  Written written() {
    skip();
    String prefix = "";
    boolean prefixed = false;
    StringBuilder part = new StringBuilder();
    int start = at;
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each == '\\') {
        part.append(escapedInName());
      } else if (each == ':' && !prefixed) {
        prefixed = true;
        prefix = part.toString();
        part.setLength(0);
      } else if (isNamePart(each)) {
        part.append(each);
      } else {
        break;
      }
      at++;
    }
    if (at == start) {
      throw expected("a name such as ex:report");
    }
    return new Written(prefix, part.toString());
  }

  /** Takes what may be a time. */
  String time() {
    skip();
    int start = at;
    while (at < text.length() && isTimePart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw expected("a time such as 2026-11-23T12:00:00Z, or '-'");
    }
    return text.substring(start, at);
  }

  /** Takes an integer; "" where none stands. */
  String integer() {
    skip();
    int end = at < text.length() && text.charAt(at) == '-' ? at + 1 : at;
    int digits = end;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == digits) {
      return "";
    }
    String integer = text.substring(at, end);
    at = end;
    return integer;
  }

  /** Takes an IRI in angle brackets. */
  String iri() {
    expect("an IRI in < and >", '<');
    int end = text.indexOf('>', at);
    if (end < 0) {
      throw expected("'>' behind an IRI");
    }
    String iri = text.substring(at, end);
    at = end + 1;
    return iri;
  }

  /** Takes a text in quotation marks, one or three at each side. */
  String quoted() {
    skip();
    String marks = text.startsWith("\"\"\"", at) ? "\"\"\"" : "\"";
    at += marks.length();
    StringBuilder quoted = new StringBuilder();
    while (!text.startsWith(marks, at)) {
      if (at >= text.length()) {
        throw new Mistake(
            ReadException.Kind.SYNTAX, "expected a closing %s, came the end".formatted(marks));
      }
      char each = text.charAt(at);
      quoted.append(each == '\\' ? escapedInText() : each);
      at++;
    }
    at += marks.length();
    return quoted.toString();
  }

  /** Takes the tag of a language, if one stands here, behind its {@code @}. */
  String language() {
    int start = at;
    while (at < text.length() && (isLetter(text.charAt(at)) || isTimePart(text.charAt(at)))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes the sign before a type. */
  boolean takeTyped() {
    skip();
    boolean typed = text.startsWith("%%", at);
    at += typed ? 2 : 0;
    return typed;
  }

  Mistake expected(String what) {
    skip();
    mark = at;
    return new Mistake(ReadException.Kind.SYNTAX, "expected %s, came %s".formatted(what, shown()));
  }

  private String shown() {
    if (at >= text.length()) {
      return "the end of the text";
    }
    int end = at + 1;
    while (end < text.length()
        && end < at + SHOWN
        && isNamePart(text.charAt(end - 1))
        && isNamePart(text.charAt(end))) {
      end++;
    }
    return "'" + text.substring(at, end) + "'";
  }

  private char escapedInName() {
    at++;
    if (at >= text.length() || ESCAPED.indexOf(text.charAt(at)) < 0) {
      throw new Mistake(
          ReadException.Kind.SYNTAX,
          "expected one of %s behind a backslash in a name".formatted(ESCAPED));
    }
    return text.charAt(at);
  }

  private char escapedInText() {
    at++;
    char each = at < text.length() ? text.charAt(at) : ' ';
    return switch (each) {
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case '\\', '"', '\'' -> each;
      default -> {
        mark = at - 1;
        throw new Mistake(
            ReadException.Kind.SYNTAX,
            "expected one of tbnrf\\\"' behind a backslash in a text, came '%s'".formatted(each));
      }
    };
  }

  /** Passes blanks and comments, and marks where the next part begins. */
  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        mark = at;
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw new Mistake(ReadException.Kind.SYNTAX, "expected */ behind a comment");
        }
        at = end + 2;
      } else {
        break;
      }
    }
    mark = at;
  }

  private static boolean isLetter(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  private static boolean isTimePart(char each) {
    return isLetter(each) || (each >= '0' && each <= '9') || ":+-.".indexOf(each) >= 0;
  }

  private static boolean isNamePart(char each) {
    return each > ' ' && OUTSIDE_NAMES.indexOf(each) < 0 && !Character.isWhitespace(each);
  }
}
