package org.cnnprov.server.migration.dfanalyzer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** Imports a dump into a running server. */
final class Importing {

  private Importing() {}

  /** The report, as JSON. */
  static Map<String, @Nullable Object> into(Client client, Path dump)
      throws IOException, DumpException, ImportException {
    URI address = URI.create("http://127.0.0.1:" + client.port());
    ImportReport report =
        DfAnalyzerImport.read(dump, read -> {})
            .bringIn(new ServerConnection(address, null), Clock.systemUTC(), read -> {});
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    report.writeTo(json);
    return Plain.object(Plain.parse(json.toString(StandardCharsets.UTF_8)));
  }
}
