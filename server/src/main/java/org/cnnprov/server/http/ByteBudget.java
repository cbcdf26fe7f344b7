package org.cnnprov.server.http;

import java.util.concurrent.atomic.AtomicLong;
import org.cnnprov.model.ErrorCode;

/** Bounds the bytes of all bodies that are in memory at once, read or waiting to be stored. */
public final class ByteBudget {

  private final long capacity;
  private final AtomicLong taken = new AtomicLong();

  public ByteBudget(long capacity) {
    this.capacity = capacity;
  }

  /** Bytes that are taken now. */
  public long taken() {
    return taken.get();
  }

  /** A share that grows with a body and is given back when it is closed. */
  Share share() {
    return new Share();
  }

  final class Share implements AutoCloseable {

    private long bytes;

    void grow(long more) throws ProblemException {
      bytes += more;
      if (taken.addAndGet(more) > capacity) {
        throw new ProblemException(
            ErrorCode.OVERLOADED,
            "the bodies of running requests hold " + capacity + " bytes, which is all there is");
      }
    }

    @Override
    public void close() {
      taken.addAndGet(-bytes);
      bytes = 0;
    }
  }
}
