package org.cnnprov.server.app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.Times;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.store.StoreException;

/** Whether writes are accepted: asked by whoever starts the server, and by its guards. */
final class Health implements Routes {

  private final OpeningStore store;
  private final IngestPipeline pipeline;
  private final Instant startedAt;

  Health(OpeningStore store, IngestPipeline pipeline, Instant startedAt) {
    this.store = store;
    this.pipeline = pipeline;
    this.startedAt = startedAt;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health", this::answer);
  }

  private void answer(Context context) throws IOException {
    Optional<StoreException> reason = store.closed().or(pipeline::failure);
    context.status(reason.isEmpty() ? 200 : 503);
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          json.field("status", reason.isEmpty() ? "UP" : "DOWN");
          json.field("version", Version.CURRENT);
          json.field("started_at", Times.text(startedAt));
          if (reason.isPresent()) {
            json.field("code", reason.get().trouble().code());
            json.field("reason", String.valueOf(reason.get().getMessage()));
          }
          json.endObject();
        });
  }
}
