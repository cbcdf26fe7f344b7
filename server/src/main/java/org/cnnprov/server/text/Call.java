package org.cnnprov.server.text;

import java.util.List;

/**
 * One call of a text.
 *
 * @param name in lower case
 * @param offset where the name begins
 */
public record Call(String name, List<Value> arguments, int offset) {

  public Call {
    arguments = List.copyOf(arguments);
  }
}
