package org.cnnprov.codec;

/**
 * A member that is not known, and so was left out.
 *
 * @param pointer where, as a JSON pointer that begins with the index of the event in its batch
 */
public record Warning(String pointer, String detail) {

  /** The stable code of every warning. */
  public static final String CODE = "unknown_field";
}
