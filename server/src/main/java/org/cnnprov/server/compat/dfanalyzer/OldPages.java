package org.cnnprov.server.compat.dfanalyzer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.IngestCounters;
import org.cnnprov.server.web.WebPage;

/** What people open in a browser by habit: {@code /dfview} and {@code /performance/{header}}. */
public final class OldPages implements Routes {

  private final IngestCounters counters;

  public OldPages(IngestCounters counters) {
    this.counters = counters;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/dfview", context -> context.redirect(WebPage.ADDRESS), Role.READ);
    routes.get("/performance/{header}", this::performance, Role.READ);
  }

  /** {@code false} leaves the line with the names out. */
  private void performance(Context context) {
    boolean header = !context.pathParam("header").equalsIgnoreCase("false");
    context.contentType("text/plain; charset=utf-8");
    context.result(header ? IngestCounters.NAMES + "\n" + counters + "\n" : counters + "\n");
  }
}
