package org.cnnprov.server.app;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** The producers with the last number that is stored of each, those heard of last at the top. */
record ProducerList(List<Producer> producers) {

  private static final int AT_MOST = 1_000;

  /**
   * A process that sends numbered events.
   *
   * @param lastContact null where it was before this server started
   */
  record Producer(
      String id, long stored, @Nullable Object execution, @Nullable Instant lastContact) {}

  /**
   * Reads them.
   *
   * @param contacts since the start of the server
   */
  static ProducerList read(Reader reader, Map<UUID, Instant> contacts) throws StoreException {
    Fragment heard =
        Fragment.joined(
            ", ", contacts.keySet().stream().map(id -> Fragment.of("?", id.toString())).toList());
    Fragment query =
        Fragment.of(
            "SELECT p.id, p.stored, e.id AS execution_id FROM public.producer p"
                + " LEFT JOIN public.dataflow_execution e ON e.id = p.execution_id ORDER BY ");
    if (!contacts.isEmpty()) {
      query = query.then("p.id IN (").then(heard).then(") DESC, ");
    }
    query = query.then("e.id DESC NULLS LAST, p.id LIMIT " + AT_MOST);
    List<Producer> producers = new ArrayList<>();
    for (Row row : reader.rows(query)) {
      String id = row.text("id");
      producers.add(
          new Producer(
              id,
              row.number("stored"),
              row.value("execution_id"),
              contacts.get(UUID.fromString(id))));
    }
    producers.sort(
        Comparator.comparing(
            Producer::lastContact, Comparator.nullsLast(Comparator.reverseOrder())));
    return new ProducerList(producers);
  }

  void writeTo(JsonWriter json) throws IOException {
    json.beginArray();
    for (Producer producer : producers) {
      json.beginObject();
      json.field("id", producer.id());
      json.field("stored", producer.stored());
      json.field("execution", producer.execution());
      json.field("last_contact", producer.lastContact());
      json.endObject();
    }
    json.endArray();
  }
}
