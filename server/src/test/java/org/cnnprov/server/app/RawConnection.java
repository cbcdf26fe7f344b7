package org.cnnprov.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test says what it likes, as slowly as it likes. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 30_000;

  /** Between two drips; the wait is for an answer, which mostly does not come. */
  private static final int DRIP_MILLISECONDS = 20;

  private final Socket socket;

  private RawConnection(Socket socket) throws SocketException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
  }

  static RawConnection to(Server server) throws IOException {
    return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), server.port()));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What comes until the server closes the connection. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What comes at once. */
  String readSome() throws IOException {
    byte[] bytes = new byte[64 * 1024];
    int count = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
  }

  /** What comes at once, if it comes within the time. */
  String readWithin(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      return readSome();
    } finally {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
    }
  }

  /** Sends a little again and again until something comes, which is returned. */
  String dripUntilAnswered(String drip) throws IOException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < Duration.ofMillis(PATIENCE_MILLISECONDS).toNanos()) {
      send(drip);
      try {
        return readWithin(DRIP_MILLISECONDS);
      } catch (SocketTimeoutException nothingYet) {
        // The next drip may be the one too many.
      }
    }
    throw new AssertionError("no answer came");
  }

  /** Sends a little again and again; how long that went well. */
  Duration dripUntilClosed(String drip) {
    long begun = System.nanoTime();
    try {
      String answer = dripUntilAnswered(drip);
      if (!answer.isEmpty()) {
        throw new AssertionError("expected a closed connection, came: " + answer);
      }
    } catch (IOException reset) {
      // Closed while bytes of ours were on their way.
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
