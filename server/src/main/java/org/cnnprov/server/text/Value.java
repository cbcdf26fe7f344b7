package org.cnnprov.server.text;

import java.util.List;

/** An argument of a call, or an item of a list. */
public sealed interface Value {

  /** Where it begins in the text. */
  int offset();

  /** A text, without its quotation marks and without blanks around it; may be empty. */
  record Word(String text, int offset) implements Value {}

  /** What stands in braces. */
  record Group(List<Value> items, int offset) implements Value {

    public Group {
      items = List.copyOf(items);
    }
  }
}
