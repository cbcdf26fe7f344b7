package org.cnnprov.server.http;

import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;
import org.cnnprov.model.ErrorCode;

/**
 * Lets a bounded number of requests through at once and sends the others away, so that one kind of
 * request cannot take every thread from the other kinds.
 */
public final class Gate {

  private final String name;
  private final Semaphore permits;

  /**
   * A gate that so many may be behind at once.
   *
   * @param name of what passes, for the client that is sent away
   */
  public Gate(String name, int permits) {
    this.name = name;
    this.permits = new Semaphore(permits);
  }

  /** The handler behind this gate. */
  public Handler guard(Handler handler) {
    return context -> {
      if (!permits.tryAcquire()) {
        throw new ProblemException(
            ErrorCode.OVERLOADED, "too many requests of this kind at once: " + name);
      }
      try {
        handler.handle(context);
      } finally {
        permits.release();
      }
    };
  }
}
