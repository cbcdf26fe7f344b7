package org.cnnprov.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.server.app.AddressFile;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.app.Settings.Setting;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The server that a command goes through: the one named, the one that holds the store, or, where
 * none does, one of the command's own on a free port of loopback.
 */
final class StoreServer implements AutoCloseable {

  private final URI address;
  private final @Nullable Server own;

  private StoreServer(URI address, @Nullable Server own) {
    this.address = address;
    this.own = own;
  }

  static StoreServer at(URI address) {
    return new StoreServer(address, null);
  }

  /**
   * The server of a store.
   *
   * @throws StoreException where the store cannot be opened, and no server says that it holds it
   */
  static StoreServer of(Path data) throws StoreException, InvalidSettingException {
    Settings settings =
        Settings.of(
            Map.of(
                Setting.HOST.option(),
                "127.0.0.1",
                Setting.PORT.option(),
                "0",
                Setting.DATA.option(),
                data.toString()),
            Map.of());
    try {
      Server own = Server.start(settings);
      return new StoreServer(URI.create(own.address()), own);
    } catch (StoreException held) {
      Optional<URI> holder = AddressFile.read(data);
      if (holder.isPresent()) {
        return at(holder.get());
      }
      throw new StoreException(
          held.getMessage() + " (where a server holds it, give its address with --url)", held);
    }
  }

  URI address() {
    return address;
  }

  /** Ends the server, where it is the command's own. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
