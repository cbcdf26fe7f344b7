package org.cnnprov.server.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Slice;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.http.Times;

/**
 * What a backup holds, the first file in it.
 *
 * @param version of the release that made it
 * @param createdAt when, as the contract writes times
 */
record BackupManifest(String version, String createdAt, List<Entry> files) {

  static final String NAME = "backup.json";

  /** A file of the store, by its name there. */
  record Entry(String name, long bytes) {}

  static BackupManifest of(List<Path> files, String version, Instant at) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files) {
      entries.add(new Entry(String.valueOf(file.getFileName()), Files.size(file)));
    }
    return new BackupManifest(version, Times.text(at), entries);
  }

  byte[] toJson() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(bytes)) {
      json.beginObject();
      json.field("version", version);
      json.field("created_at", createdAt);
      json.name("files");
      json.beginArray();
      for (Entry file : files) {
        json.value(Map.of("name", file.name(), "bytes", file.bytes()));
      }
      json.endArray();
      json.endObject();
    }
    return bytes.toByteArray();
  }

  static BackupManifest parse(byte[] bytes) throws IOException {
    try {
      Problems problems = new Problems();
      Json json = JsonTree.parse(new Slice(bytes, 0, bytes.length), problems);
      if (json instanceof Json.Members members
          && members.values().get("files") instanceof Json.Items items) {
        List<Entry> files = new ArrayList<>();
        for (Json item : items.values()) {
          files.add(entry(item));
        }
        return new BackupManifest(text(members, "version"), text(members, "created_at"), files);
      }
    } catch (UndecodableException broken) {
      throw new IOException(NAME + " in the backup is damaged", broken);
    }
    throw new IOException(NAME + " in the backup is none");
  }

  /** A name that leads nowhere else. */
  private static Entry entry(Json item) throws IOException {
    if (item instanceof Json.Members file
        && file.values().get("bytes") instanceof Json.Numeral bytes
        && text(file, "name").matches("[a-z]+(\\.[a-z]+)*")) {
      return new Entry(text(file, "name"), Long.parseLong(bytes.literal()));
    }
    throw new IOException(NAME + " in the backup names a file that no store has");
  }

  private static String text(Json.Members members, String name) {
    return members.values().get(name) instanceof Json.Text text ? text.value() : "";
  }
}
