package org.cnnprov.server.ingest;

import java.io.IOException;
import java.util.List;
import org.cnnprov.codec.Warning;
import org.cnnprov.server.http.JsonWriter;

/** Writes what the answers of all formats share. */
public final class StoredAnswer {

  private StoredAnswer() {}

  /** The member {@code warnings}. */
  public static void writeWarnings(List<Warning> warnings, JsonWriter json) throws IOException {
    json.name("warnings");
    json.beginArray();
    for (Warning warning : warnings) {
      json.beginObject();
      json.field("pointer", warning.pointer());
      json.field("code", warning.code());
      json.field("detail", warning.detail());
      json.endObject();
    }
    json.endArray();
  }
}
