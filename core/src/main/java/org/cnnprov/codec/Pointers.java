package org.cnnprov.codec;

import com.fasterxml.jackson.core.JsonParser;

/** JSON pointers (RFC 6901). */
public final class Pointers {

  private Pointers() {}

  /** The pointer of a member of the object at {@code parent}. */
  public static String member(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of an entry of the array at {@code parent}. */
  public static String item(String parent, int index) {
    return parent + "/" + index;
  }

  /** Where the parser stands. */
  static String of(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }
}
