package org.cnnprov.server.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a server keeps its data, and how it is started there.
 *
 * @param data the directory, by the name that the server has for it
 * @param seen the same directory, by the name that the test has for it
 * @param launcher a command that becomes the server's, given in front of it; may be empty
 */
record Site(Path data, Path seen, List<String> launcher) {

  static Site in(Path data) {
    return new Site(data, data, List.of());
  }

  Site launchedBy(List<String> command) {
    return new Site(data, seen, command);
  }

  Path file() {
    return seen.resolve("cnnprov.duckdb");
  }

  Path log() {
    return seen.resolve("cnnprov.duckdb.wal");
  }
}
