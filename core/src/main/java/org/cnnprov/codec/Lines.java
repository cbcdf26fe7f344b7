package org.cnnprov.codec;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.cnnprov.event.Slice;

/** The lines of a body up to the last one that is not blank, without their line feeds. */
final class Lines implements Iterator<Slice> {

  private final byte[] body;
  private final int end;
  private int next;

  Lines(Slice text) {
    body = text.body();
    next = text.from();
    end = endOfText(text);
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public Slice next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int from = next;
    int to = from;
    while (to < end && body[to] != '\n') {
      to++;
    }
    next = to + 1;
    return new Slice(body, from, to);
  }

  private static int endOfText(Slice text) {
    int end = text.to();
    while (end > text.from() && blank(text.body()[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean blank(byte character) {
    return character == '\n' || character == '\r' || character == ' ' || character == '\t';
  }
}
