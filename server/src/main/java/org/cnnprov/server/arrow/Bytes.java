package org.cnnprov.server.arrow;

import java.io.ByteArrayOutputStream;

/** Growing bytes; numbers begin with their least byte. */
final class Bytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void put(long number, int width) {
    for (int i = 0; i < width; i++) {
      bytes.write((int) (number >> (8 * i)));
    }
  }

  void put(byte[] all) {
    bytes.writeBytes(all);
  }

  int size() {
    return bytes.size();
  }

  void clear() {
    bytes.reset();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
