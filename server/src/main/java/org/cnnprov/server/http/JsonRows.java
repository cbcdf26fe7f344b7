package org.cnnprov.server.http;

import java.io.IOException;
import java.util.List;
import org.cnnprov.store.RowSink;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a query as {@code {"columns", "rows", "truncated"}}. */
public final class JsonRows implements RowSink {

  private final JsonWriter json;

  public JsonRows(JsonWriter json) {
    this.json = json;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    json.beginObject();
    json.name("columns");
    json.beginArray();
    for (Column column : columns) {
      json.beginObject();
      json.field("name", column.name());
      json.field("type", column.type());
      json.endObject();
    }
    json.endArray();
    json.name("rows");
    json.beginArray();
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    json.value(values);
  }

  @Override
  public void end(boolean truncated) throws IOException {
    json.endArray();
    json.field("truncated", truncated);
    json.endObject();
  }
}
