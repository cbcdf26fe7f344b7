package org.cnnprov.server.migration.monetdb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and are used again for the next value. */
final class Bytes {

  private byte[] bytes = new byte[256];
  private int size;

  void add(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  void add(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      add(each);
    }
  }

  int at(int index) {
    return bytes[index] & 0xff;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Drops what stands behind the first so many. */
  void cut(int length) {
    size = length;
  }

  boolean endsWith(byte[] end) {
    return size >= end.length && Arrays.equals(bytes, size - end.length, size, end, 0, end.length);
  }

  boolean startsAt(int index, byte[] part) {
    return index + part.length <= size
        && Arrays.equals(bytes, index, index + part.length, part, 0, part.length);
  }

  String text(long line) throws DumpException {
    return text(0, size, line);
  }

  String text(int from, int to, long line) throws DumpException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new DumpException(
          line, "expected UTF-8 (MonetDB writes nothing else), came other bytes");
    }
  }
}
