package org.cnnprov.server.app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.metrics.Metrics;

/** {@code /metrics}, for Prometheus. Needs no store, so it answers while that is being opened. */
final class MetricsRoute implements Routes {

  private final Metrics metrics;

  MetricsRoute(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/metrics", this::answer, Role.READ);
  }

  private void answer(Context context) throws IOException {
    Metrics.Text text = metrics.text(context.header("Accept"));
    context.contentType(text.contentType()).result(text.bytes());
  }
}
