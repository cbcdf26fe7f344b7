package org.cnnprov.server.text;

import java.nio.charset.StandardCharsets;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Utf8;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Position;
import org.cnnprov.model.Problem;

/** A text and the places in it. Offsets count UTF-16 units from 0, and are cheap to keep. */
public record Source(String text) {

  /** What stands behind the last character. */
  static final char END = '\uffff';

  private static final int SHOWN = 60;

  /**
   * The text of a body.
   *
   * @throws UndecodableException where it is not UTF-8
   */
  public static Source of(Slice body) throws UndecodableException {
    Utf8.check(body);
    return new Source(new String(body.bytes(), StandardCharsets.UTF_8));
  }

  /** The line and column of an offset. */
  public Position position(int offset) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(each -> each == '\n').count();
    return new Position(line, 1 + text.codePointCount(lineStart, offset));
  }

  public Problem problem(ErrorCode code, int offset, String detail) {
    return Problem.inText(code, position(offset), detail);
  }

  /** What stands at an offset, for messages: one word of it, or its end. */
  public String shown(int offset) {
    if (offset >= text.length()) {
      return "the end of the text";
    }
    int end = offset + 1;
    while (end < text.length()
        && end < offset + SHOWN
        && Character.isLetterOrDigit(text.charAt(end - 1))
        && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String word = text.substring(offset, end);
    return word.equals("\n") ? "the end of the line" : "'" + word + "'";
  }

  char at(int offset) {
    return offset < text.length() ? text.charAt(offset) : END;
  }

  boolean ends(int offset) {
    return offset >= text.length();
  }
}
