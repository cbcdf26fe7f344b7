package org.cnnprov.server.app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;

/** Serves the OpenAPI document that the build put into the jar. */
final class Contract implements Routes {

  private static final String RESOURCE = "/openapi.yaml";

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/openapi.yaml", Contract::answer, Role.READ);
  }

  private static void answer(Context context) throws IOException {
    try (InputStream document = Contract.class.getResourceAsStream(RESOURCE)) {
      if (document == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      context.contentType("application/yaml").result(document.readAllBytes());
    }
  }
}
