package org.cnnprov.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request does not get through its headers in time. Jetty's idle timeout
 * does not see a client that sends a byte now and then; such a one holds no thread, but a
 * connection.
 */
final class HeaderTime implements Connection.Listener {

  private static final int LOOKS = 4;

  private final Scheduler scheduler;
  private final long nanoseconds;

  HeaderTime(Scheduler scheduler, Duration most) {
    this.scheduler = scheduler;
    this.nanoseconds = most.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      new Watch(http).lookAgain();
    }
  }

  @Override
  public void onClosed(Connection connection) {}

  /** Looks at one connection from time to time. Runs on the scheduler's thread. */
  private final class Watch implements Runnable {

    private final HttpConnection connection;
    private long request = -1;
    private long begun;

    Watch(HttpConnection connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      if (!connection.getEndPoint().isOpen()) {
        return;
      }
      HttpParser parser = connection.getParser();
      long now = System.nanoTime();
      if (!parser.inHeaderState() || parser.isStart()) {
        request = -1;
      } else if (request != connection.getMessagesIn()) {
        request = connection.getMessagesIn();
        begun = now;
      } else if (now - begun >= nanoseconds) {
        connection.getEndPoint().close();
        return;
      }
      lookAgain();
    }

    void lookAgain() {
      scheduler.schedule(this, Math.max(1, nanoseconds / LOOKS), TimeUnit.NANOSECONDS);
    }
  }
}
