package org.cnnprov.server.migration.dfanalyzer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.cnnprov.server.http.JsonWriter;

/** One event as a line of a batch. */
final class EventLine {

  /** Writes the members of an event. */
  interface Members {
    void write(JsonWriter json) throws IOException;
  }

  private EventLine() {}

  static byte[] of(String type, boolean imported, Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonWriter json = new JsonWriter(bytes)) {
      json.beginObject();
      json.field("type", type);
      if (imported) {
        json.field("imported", true);
      }
      members.write(json);
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
