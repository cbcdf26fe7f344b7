package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Whether the client of a request that is being worked on has hung up. While a request is in work
 * nobody reads its connection, so looking means to read; what the client has sent already of its
 * next request is given back, and then there is nothing more to see. Guarded by its monitor, so
 * that no look is under way once it is closed, which is before the server reads again.
 */
public final class HangUp implements AutoCloseable {

  private final Connection connection;
  private boolean gone;
  private boolean over;

  private HangUp(Connection connection) {
    this.connection = connection;
  }

  /** Watches the client of a request whose body was read to its end. */
  public static HangUp of(Context context) {
    return new HangUp(
        ServletContextRequest.getServletContextRequest(context.req())
            .getConnectionMetaData()
            .getConnection());
  }

  /** Whether the client has gone by now. */
  public synchronized boolean gone() {
    if (!over && connection instanceof Connection.UpgradeTo readable) {
      look(connection.getEndPoint(), readable);
    }
    return gone;
  }

  @Override
  public synchronized void close() {
    over = true;
  }

  private void look(EndPoint endPoint, Connection.UpgradeTo readable) {
    ByteBuffer one = BufferUtil.allocate(1);
    try {
      int count = endPoint.fill(one);
      gone = count < 0;
      over = count != 0;
    } catch (IOException broken) {
      gone = true;
      over = true;
    }
    if (one.hasRemaining()) {
      readable.onUpgradeTo(one);
    }
  }
}
