package org.cnnprov.model;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in what a client sent.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param detail what was expected, and what came
 * @param position where in the text, for a body that is no JSON; the detail says it too
 */
public record Problem(ErrorCode code, String pointer, String detail, @Nullable Position position) {

  public Problem(ErrorCode code, String pointer, String detail) {
    this(code, pointer, detail, null);
  }

  /** A problem of a text that is no JSON. */
  public static Problem inText(ErrorCode code, Position position, String detail) {
    return new Problem(code, "", position + ": " + detail, position);
  }

  /** The same problem, seen from the document that holds the part at {@code prefix}. */
  public Problem within(String prefix) {
    return new Problem(code, prefix + pointer, detail, position);
  }
}
