package org.cnnprov.server.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.store.Commit;

/** The messages of the stream. */
final class Message {

  /** Milliseconds after which a client that lost its connection comes back. */
  private static final int RETRY = 1_000;

  private Message() {}

  /** What each stream begins with. An id without data is remembered, and is no event. */
  static byte[] beginning(String id) {
    return bytes("retry: %d\nid: %s\n\n".formatted(RETRY, id));
  }

  /** A comment, so that everybody on the way sees that the connection lives. */
  static byte[] comment(String id) {
    return bytes(": still here\nid: %s\n\n".formatted(id));
  }

  /** The client has missed something: what it shows may be old. */
  static byte[] reload(String id) {
    return bytes("event: reload\nid: %s\ndata: {}\n\n".formatted(id));
  }

  static byte[] commit(String id, Commit commit) {
    return bytes("event: commit\nid: %s\ndata: %s\n\n".formatted(id, json(commit)));
  }

  private static String json(Commit commit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(bytes)) {
      json.beginObject();
      json.name("executions");
      json.beginArray();
      for (Commit.Execution execution : commit.executions()) {
        write(execution, json);
      }
      json.endArray();
      write("dataflows", commit.dataflows(), json);
      json.field("refused", commit.refused());
      json.endObject();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(Commit.Execution execution, JsonWriter json) throws IOException {
    json.beginObject();
    json.field("id", execution.id());
    json.field("dataflow", execution.dataflow());
    json.field("status", execution.status().name());
    json.field("kind", execution.kind().name().toLowerCase(Locale.ROOT));
    write("sets", execution.sets(), json);
    json.field("epoch", execution.epoch());
    json.endObject();
  }

  private static void write(String name, Collection<Long> ids, JsonWriter json) throws IOException {
    json.name(name);
    json.beginArray();
    for (Long id : ids) {
      json.value(id);
    }
    json.endArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
