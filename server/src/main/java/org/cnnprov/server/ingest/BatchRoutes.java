package org.cnnprov.server.ingest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.cnnprov.codec.BatchDecoder;
import org.cnnprov.codec.JsonText;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Request;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.ProblemDocument;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.store.StoreException;

/** The native door: batches of capture events. */
public final class BatchRoutes implements Routes {

  private static final String MEDIA_TYPE = "application/x-ndjson";

  private final Door door;
  private final Gate gate;
  private final int lineBytes;
  private final JsonText form;

  /**
   * The door.
   *
   * @param lineBytes the longest event
   * @param form how it may be nested
   */
  public BatchRoutes(Door door, Gate gate, int lineBytes, JsonText form) {
    this.door = door;
    this.gate = gate;
    this.lineBytes = lineBytes;
    this.form = form;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/batches", gate.guard(this::append), Role.WRITE);
  }

  private void append(Context context) throws ProblemException, StoreException, IOException {
    Door.Stored stored = door.receive(context, List.of(MEDIA_TYPE), this::decode);
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          json.field("stored", stored.number());
          json.name("rejected");
          ProblemDocument.writeAll(stored.rejected(), json);
          StoredAnswer.writeWarnings(stored.warnings(), json);
          json.endObject();
        });
  }

  private Decoder.Decoded decode(Request request) throws UndecodableException {
    var decoded = BatchDecoder.decode(request, lineBytes, form);
    return new Decoder.Decoded(decoded.batch(), decoded.warnings());
  }
}
