package org.cnnprov.server.migration.dfanalyzer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.cnnprov.server.http.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Rows that follow each other, of one set, with the same tasks: one event. */
final class RowGroup {

  private static final int MOST_ROWS = 200;
  private static final int MOST_BYTES = 128 * 1024;

  /** The tasks of a row. */
  record Key(long set, OldTask task, List<OldTask> readers) {}

  /** One row of the table. */
  record Values(List<@Nullable String> values) {}

  private final Key key;
  private final OldSet set;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final JsonWriter json;
  private int rows;

  RowGroup(Key key, OldSet set) {
    this.key = key;
    this.set = set;
    try {
      json = new JsonWriter(bytes);
      begin();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  boolean takes(Key other) {
    return key.equals(other) && rows < MOST_ROWS && bytes.size() < MOST_BYTES;
  }

  void add(Values row) {
    rows++;
    try {
      json.beginObject();
      for (OldSet.Attribute attribute : set.attributes()) {
        if (attribute.column() >= 0 && row.values().get(attribute.column()) != null) {
          json.field(attribute.name(), row.values().get(attribute.column()));
        }
      }
      json.endObject();
      json.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  byte[] line() {
    try (json) {
      json.endArray();
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private void begin() throws IOException {
    json.beginObject();
    json.field("type", "elements");
    json.field("imported", true);
    task(key.task());
    json.field("set", set.part().tag());
    if (!key.readers().isEmpty()) {
      json.name("read_by");
      json.beginArray();
      for (OldTask reader : key.readers()) {
        json.beginObject();
        task(reader);
        json.endObject();
      }
      json.endArray();
    }
    json.name("rows");
    json.beginArray();
  }

  private void task(OldTask task) throws IOException {
    json.field("transformation", task.transformation.tag());
    json.field("task", task.identifier);
  }
}
