package org.cnnprov.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the server that holds a store listens: a file beside the store, for the commands that go
 * through it. It is a hint; who holds the store is decided by the store's own lock.
 */
public final class AddressFile {

  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);

  private static final String NAME = "server.url";

  private AddressFile() {}

  /** The address that the server of this store wrote last; empty where none runs or ended well. */
  public static Optional<URI> read(Path data) {
    try {
      return Optional.of(
          URI.create(Files.readString(data.resolve(NAME), StandardCharsets.UTF_8).strip()));
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  static void write(Path data, String host, int port) {
    Path file = data.resolve(NAME);
    Path fresh = data.resolve(NAME + ".new");
    try {
      Files.writeString(fresh, address(host, port) + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{} could not be written; commands need --url: {}", file, e.getMessage());
    }
  }

  /** Removes what this server wrote; another one's stays. */
  static void remove(Path data, String host, int port) {
    try {
      if (read(data).equals(Optional.of(address(host, port)))) {
        Files.deleteIfExists(data.resolve(NAME));
      }
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", data.resolve(NAME), e.getMessage());
    }
  }

  private static URI address(String host, int port) {
    return URI.create("http://%s:%d".formatted(reachable(host), port));
  }

  /** From this machine: a server that listens on every address is reached on loopback. */
  private static String reachable(String host) {
    try {
      if (InetAddress.getByName(host).isAnyLocalAddress()) {
        return "127.0.0.1";
      }
    } catch (UnknownHostException unknown) {
      return host;
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
