package org.cnnprov.server.migration.monetdb;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a dump, with the number of the line. Used by one thread. */
final class DumpBytes {

  static final int END = -1;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int filled;
  private long line = 1;

  DumpBytes(InputStream input) {
    this.input = input;
  }

  /** The line of the byte that comes next, from 1. */
  long line() {
    return line;
  }

  /** The next byte, which stays; {@link #END} behind the last. */
  int peek() throws IOException {
    return next < filled || fill() ? buffer[next] & 0xff : END;
  }

  int read() throws IOException {
    int read = peek();
    if (read != END) {
      next++;
      line += read == '\n' ? 1 : 0;
    }
    return read;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, input.read(buffer));
    return filled > 0;
  }
}
