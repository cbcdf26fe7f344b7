package org.cnnprov.server.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Accept;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.store.StoreException;

/** {@code GET /api/v1/events}: a stream that holds no thread while there is nothing to tell. */
public final class EventRoutes implements Routes {

  private static final String TYPE = "text/event-stream";

  private final Feed feed;

  public EventRoutes(Feed feed) {
    this.feed = feed;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/events", this::open, Role.READ);
  }

  private void open(Context context) throws ProblemException, StoreException, IOException {
    Accept.choose(context, List.of(TYPE));
    context.contentType(TYPE + "; charset=utf-8");
    context.header("Cache-Control", "no-store");
    context.header("X-Accel-Buffering", "no");
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    Set<Long> executions = Set.copyOf(new Parameters(context).ids("execution"));
    ServletOutputStream output = context.res().getOutputStream();
    Listener listener = feed.listen(output, executions, context.header("Last-Event-ID"));
    context.future(
        () -> {
          output.setWriteListener(listener);
          return listener.ended();
        });
  }
}
