package org.cnnprov.model;

/**
 * One thing that is wrong in what a client sent.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param detail what was expected, and what came
 */
public record Problem(ErrorCode code, String pointer, String detail) {

  /** The same problem, seen from the document that holds the part at {@code prefix}. */
  public Problem within(String prefix) {
    return new Problem(code, prefix + pointer, detail);
  }
}
