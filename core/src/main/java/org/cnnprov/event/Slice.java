package org.cnnprov.event;

import java.util.Arrays;

/** A part of a body, shared and not copied until somebody wants it. */
public record Slice(byte[] body, int from, int to) {

  public byte[] bytes() {
    return Arrays.copyOfRange(body, from, to);
  }
}
