package org.cnnprov.server.backup;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreCopy;
import org.cnnprov.store.StoreException;

/** {@code POST /api/v1/backup}: a consistent copy of the store, as a zip. */
public final class BackupRoute implements Routes {

  private static final List<String> TRUTHS = List.of("false", "true");

  private final Store store;
  private final Path tokens;
  private final String version;
  private final Clock clock;

  /** The directory of copies holds one at a time. */
  private final Gate gate = new Gate("backup", 1);

  /**
   * The route.
   *
   * @param tokens their file
   * @param version of this release
   */
  public BackupRoute(Store store, Path tokens, String version, Clock clock) {
    this.store = store;
    this.tokens = tokens;
    this.version = version;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/backup", gate.guard(this::answer), Role.ADMIN);
  }

  private void answer(Context context) throws ProblemException, StoreException, IOException {
    boolean withTokens = Boolean.parseBoolean(new Parameters(context).choice("tokens", TRUTHS));
    try (StoreCopy copy = store.copy()) {
      List<Path> files = new ArrayList<>(copy.files());
      if (withTokens && Files.exists(tokens)) {
        files.add(tokens);
      }
      context.contentType("application/zip");
      try (ZipOutputStream zip = new ZipOutputStream(context.outputStream())) {
        // The store is compressed already; more would take processor time from the writer.
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(BackupManifest.of(files, version, clock.instant()).toJson());
        for (Path file : files) {
          zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
          Files.copy(file, zip);
        }
      }
    }
  }
}
