package org.cnnprov.server.compat.dfanalyzer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.IngestCounters;

/** What people open in a browser by habit: {@code /dfview} and {@code /performance/{header}}. */
public final class OldPages implements Routes {

  /** The document of all that can be asked for, until there is a page. */
  private static final String CONTRACT = "/openapi.yaml";

  private final IngestCounters counters;

  public OldPages(IngestCounters counters) {
    this.counters = counters;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/dfview", context -> context.redirect(CONTRACT));
    routes.get("/performance/{header}", this::performance);
  }

  /** {@code false} leaves the line with the names out. */
  private void performance(Context context) {
    boolean header = !context.pathParam("header").equalsIgnoreCase("false");
    context.contentType("text/plain; charset=utf-8");
    context.result(header ? IngestCounters.NAMES + "\n" + counters + "\n" : counters + "\n");
  }
}
