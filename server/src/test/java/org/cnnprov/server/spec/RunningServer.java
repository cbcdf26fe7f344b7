package org.cnnprov.server.spec;

import java.nio.file.Path;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.store.StoreException;

/** The real server on a free port, with the real store. */
public final class RunningServer implements AutoCloseable {

  private final Server server;
  private final Client client;

  private RunningServer(Server server) {
    this.server = server;
    this.client = new Client(server.port());
  }

  public static RunningServer in(Path directory) {
    try {
      return new RunningServer(Server.start(new Settings("127.0.0.1", 0, directory)));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  public Client client() {
    return client;
  }

  @Override
  public void close() {
    server.close();
  }
}
