package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.server.live.Feed;
import org.cnnprov.server.metrics.Metrics;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.cnnprov.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the routes name the same endpoints. */
class ContractTest {

  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
  private static final Pattern ROLE =
      Pattern.compile("      security: \\[(\\{ token: \\[(\\w+)] })?]");

  @Test
  void everyRouteIsInTheDocumentWithItsRoleAndTheOtherWayRound() {
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

  /** Method, path and least role of each operation. */
  static Set<String> documented() {
    Set<String> endpoints = new TreeSet<>();
    String path = "";
    String method = "";
    for (String line : SpecFiles.text(SpecFiles.path("openapi.yaml")).lines().toList()) {
      Matcher pathLine = PATH.matcher(line);
      Matcher methodLine = METHOD.matcher(line);
      Matcher roleLine = ROLE.matcher(line);
      if (pathLine.matches()) {
        path = pathLine.group(1);
      } else if (methodLine.matches()) {
        method = methodLine.group(1).toUpperCase(Locale.ROOT);
      } else if (roleLine.matches()) {
        String role = roleLine.group(2);
        endpoints.add(method + " " + path + " " + (role == null ? "anybody" : role));
      }
    }
    return endpoints;
  }

  private static Set<String> served() {
    Set<String> endpoints = new TreeSet<>();
    OpeningStore store =
        new OpeningStore(
            listener -> {
              throw new StoreException("no store");
            },
            commit -> {});
    Metrics metrics = new Metrics(Clock.systemUTC(), "test");
    try (Feed feed = new Feed(1);
        IngestPipeline pipeline =
            new IngestPipeline(
                store, Clock.systemUTC(), 1, Duration.ofSeconds(1), metrics.ingest())) {
      List<Routes> routes =
          Server.routes(
              new Settings("127.0.0.1", 0, Path.of("none")),
              store,
              pipeline,
              feed,
              metrics,
              Clock.systemUTC());
      Javalin javalin =
          Javalin.create(config -> routes.forEach(group -> group.addTo(config.routes)));
      javalin.unsafe.internalRouter.allHttpHandlers().stream()
          .filter(parsed -> parsed.endpoint.method.isHttpMethod())
          .forEach(parsed -> endpoints.add(name(parsed.endpoint)));
    }
    return endpoints;
  }

  private static String name(Endpoint endpoint) {
    Roles roles = endpoint.metadata(Roles.class);
    String role =
        roles == null
            ? "none declared"
            : roles.getRoles().stream()
                .map(each -> ((Role) each).text())
                .collect(Collectors.joining(","));
    // OpenAPI has no other sign for a parameter that holds slashes.
    String path = endpoint.path.replace('<', '{').replace('>', '}');
    return endpoint.method.name() + " " + path + " " + role;
  }
}
