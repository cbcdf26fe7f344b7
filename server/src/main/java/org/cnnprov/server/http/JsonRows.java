package org.cnnprov.server.http;

import java.io.IOException;
import java.util.List;
import org.cnnprov.store.RowSink;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a query as {@code {"columns", "rows", "truncated"}} and further members. */
public final class JsonRows implements RowSink {

  private final JsonWriter json;
  private final JsonAnswer.Body more;

  /** Writes {@code more} as members behind the rows. */
  public JsonRows(JsonWriter json, JsonAnswer.Body more) {
    this.json = json;
    this.more = more;
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
    more.writeTo(json);
    json.endObject();
  }
}
