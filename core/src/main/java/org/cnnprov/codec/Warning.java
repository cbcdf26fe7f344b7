package org.cnnprov.codec;

/**
 * Something that was left out of what is stored, though nothing is wrong with it.
 *
 * @param pointer where, as a JSON pointer that begins with the index of the event in its batch
 * @param code stable
 */
public record Warning(String pointer, String code, String detail) {

  /** The code of a member that is not known. */
  public static final String UNKNOWN_FIELD = "unknown_field";

  /** The code of a declaration that nothing uses. */
  public static final String UNUSED = "unused";

  /** A member that is not known. */
  public Warning(String pointer, String detail) {
    this(pointer, UNKNOWN_FIELD, detail);
  }
}
