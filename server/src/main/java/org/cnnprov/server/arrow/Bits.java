package org.cnnprov.server.arrow;

import java.util.BitSet;

/** A growing row of bits, the least of each byte first. */
final class Bits {

  private final BitSet bits = new BitSet();
  private int length;

  void add(boolean bit) {
    bits.set(length++, bit);
  }

  void clear() {
    bits.clear();
    length = 0;
  }

  byte[] toByteArray() {
    return java.util.Arrays.copyOf(bits.toByteArray(), (length + 7) / 8);
  }
}
