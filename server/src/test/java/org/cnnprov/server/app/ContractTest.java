package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.cnnprov.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the routes name the same endpoints. */
class ContractTest {

  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");

  @Test
  void everyRouteIsInTheDocumentAndTheOtherWayRound() {
    assertEquals(documented(), served());
  }

  @Test
  void theDocumentIsServedAsItIs(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      assertEquals(
          SpecFiles.text(SpecFiles.path("openapi.yaml")),
          server.client().get("/openapi.yaml").expect(200).body());
    }
  }

  private static Set<String> documented() {
    Set<String> endpoints = new TreeSet<>();
    String path = "";
    for (String line : SpecFiles.text(SpecFiles.path("openapi.yaml")).lines().toList()) {
      Matcher pathLine = PATH.matcher(line);
      Matcher methodLine = METHOD.matcher(line);
      if (pathLine.matches()) {
        path = pathLine.group(1);
      } else if (methodLine.matches()) {
        endpoints.add(methodLine.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return endpoints;
  }

  private static Set<String> served() {
    Set<String> endpoints = new TreeSet<>();
    OpeningStore store =
        new OpeningStore(
            () -> {
              throw new StoreException("no store");
            });
    try (IngestPipeline pipeline =
        new IngestPipeline(store, Clock.systemUTC(), 1, Duration.ofSeconds(1))) {
      List<Routes> routes = Server.routes(store, pipeline, Clock.systemUTC());
      Javalin javalin =
          Javalin.create(config -> routes.forEach(group -> group.addTo(config.routes)));
      javalin
          .unsafe
          .internalRouter
          .allHttpHandlers()
          .forEach(parsed -> endpoints.add(name(parsed.endpoint.method, parsed.endpoint.path)));
    }
    return endpoints;
  }

  private static String name(HandlerType method, String path) {
    return method.name() + " " + path;
  }
}
