package org.cnnprov.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.cnnprov.model.ErrorCode;

/**
 * A body that has to come within a time. A client that sends a byte now and then would hold a
 * thread for as long as it likes: the connection's idle timeout looks at single reads.
 */
final class TimedInput extends FilterInputStream {

  private final Duration most;
  private final long begun = System.nanoTime();

  TimedInput(InputStream input, Duration most) {
    super(input);
    this.most = most;
  }

  /** The time is over, or the connection was silent for too long. */
  static final class TooSlowException extends IOException {

    private static final long serialVersionUID = 1L;

    private TooSlowException(String detail) {
      super(detail);
    }

    ProblemException problem() {
      return new ProblemException(ErrorCode.TOO_SLOW, String.valueOf(getMessage()));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        throw new TooSlowException("expected the rest of the body, and nothing came");
      }
      throw failure;
    }
    if (System.nanoTime() - begun > most.toNanos()) {
      throw new TooSlowException("expected the body within %s, came only a part".formatted(most));
    }
    return count;
  }
}
