package org.cnnprov.server.compat.dfanalyzer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import org.cnnprov.codec.JsonText;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.Decoder;
import org.cnnprov.server.ingest.Door;
import org.cnnprov.server.ingest.StoredAnswer;
import org.cnnprov.store.StoreException;

/**
 * The messages of DfAnalyzer's clients, in JSON and as text. Those look at the status alone, and
 * send whatever {@code Content-Type} their HTTP library chose.
 */
public final class DfAnalyzerRoutes implements Routes {

  private final Door door;
  private final Gate gate;
  private final DfAnalyzerJson json;

  /**
   * The old doors.
   *
   * @param form how JSON may be nested
   */
  public DfAnalyzerRoutes(Door door, Gate gate, JsonText form) {
    this.door = door;
    this.gate = gate;
    json = new DfAnalyzerJson(form);
  }

  private interface Message {
    Batch.Message decode(Request request) throws UndecodableException;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/pde/dataflow/json", receive(json(json::dataflow)), Role.WRITE);
    routes.post("/pde/task/json", receive(json(json::task)), Role.WRITE);
    routes.post("/pde/dataflow", receive(DfAnalyzerText::dataflow), Role.WRITE);
    routes.post("/pde/task", receive(DfAnalyzerText::task), Role.WRITE);
  }

  private Handler receive(Decoder decoder) {
    return gate.guard(context -> receive(context, decoder));
  }

  private static Decoder json(Message message) {
    return request -> new Decoder.Decoded(message.decode(request), List.of());
  }

  private void receive(Context context, Decoder decoder)
      throws ProblemException, StoreException, IOException {
    Door.Stored stored = door.receive(context, List.of(), decoder);
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          json.field("status", "stored");
          StoredAnswer.writeWarnings(stored.warnings(), json);
          json.endObject();
        });
  }
}
