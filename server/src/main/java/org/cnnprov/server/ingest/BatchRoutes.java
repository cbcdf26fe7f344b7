package org.cnnprov.server.ingest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.cnnprov.codec.BatchDecoder;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Request;
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

  public BatchRoutes(Door door, Gate gate) {
    this.door = door;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/batches", gate.guard(this::append));
  }

  private void append(Context context) throws ProblemException, StoreException, IOException {
    Door.Stored stored = door.receive(context, Optional.of(MEDIA_TYPE), BatchRoutes::decode);
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

  private static Decoder.Decoded decode(Request request) throws UndecodableException {
    var decoded = BatchDecoder.decode(request);
    return new Decoder.Decoded(decoded.batch(), decoded.warnings());
  }
}
