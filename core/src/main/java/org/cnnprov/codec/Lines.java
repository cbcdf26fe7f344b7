package org.cnnprov.codec;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.cnnprov.event.Slice;

/** The lines of a body without their line feeds; the last one may lack it. */
final class Lines implements Iterator<Slice> {

  private final byte[] body;
  private final int end;
  private int next;

  Lines(Slice text) {
    body = text.body();
    end = text.to();
    next = text.from();
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
}
