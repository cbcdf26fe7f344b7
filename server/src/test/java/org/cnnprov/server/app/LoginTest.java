package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.access.TokenFile;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.store.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for tokens. It listens on loopback all the same, for the test alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {

  private static final String MESSAGE = "{\"tag\":\"login\"}";

  @TempDir static Path directory;

  private final Map<Role, String> secrets = new EnumMap<>(Role.class);
  private Server server;
  private Client client;

  @BeforeAll
  void start() throws IOException, StoreException, InvalidSettingException {
    TokenFile file = new TokenFile(directory);
    for (Role role : List.of(Role.READ, Role.WRITE, Role.ADMIN)) {
      secrets.put(role, file.create(role, "", Clock.systemUTC()).secret());
    }
    Limits limits = Limits.defaults().with(Limit.FAILED_TRIES, "2", "test");
    server = Server.start(new Settings("127.0.0.1", 0, directory, true, true, limits));
    client = new Client(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyRouteRefusesWhoHasNoToken() {
    for (Route route : routes()) {
      Answer answer = ask(route, Map.of());
      if (route.role() == Role.ANYBODY) {
        answer.expect(route.path().equals("/") ? 302 : 200); // the root leads to the page
      } else {
        assertEquals(401, answer.status(), route.toString());
        assertEquals("unauthorized", answer.at("code"), route.toString());
        assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer "), route.toString());
      }
    }
  }

  @Test
  void everyRouteRefusesWhoseRoleIsTooLowAndNobodyElse() {
    int refused = 0;
    for (Route route : routes()) {
      for (Map.Entry<Role, String> token : secrets.entrySet()) {
        Answer answer = ask(route, Map.of("Authorization", "Bearer " + token.getValue()));
        if (token.getKey().includes(route.role())) {
          assertNotEquals(401, answer.status(), route.toString());
          assertNotEquals(403, answer.status(), route.toString());
        } else {
          assertEquals(403, answer.status(), route + " as " + token.getKey());
          assertEquals("forbidden", answer.at("code"), route.toString());
          refused++;
        }
      }
    }
    assertTrue(refused >= 5, "only " + refused + " were refused");
  }

  @Test
  void headIsGuardedAsGetIs() {
    for (Route route : routes()) {
      if (route.method().equals("GET") && route.role() != Role.ANYBODY) {
        Route head = new Route("HEAD", route.path(), route.role());
        assertEquals(401, ask(head, Map.of()).status(), route.toString());
      }
    }
  }

  @Test
  void takesTheTokenFromThePathAsOldClientsSendIt() {
    String base = "/t/" + secrets.get(Role.WRITE) + "/";
    client.post(base + "/pde/dataflow/json", MESSAGE).expect(200);
    client.post("/" + base + "/pde/dataflow/json", MESSAGE).expect(200);
    client.get(base + "api/dataflows/list").expect(200);
    client.get("/t/" + secrets.get(Role.WRITE)).expect(302);
    assertEquals(
        403, client.post("/t/" + secrets.get(Role.READ) + "//pde/task/json", "{}").status());
  }

  @Test
  void theQueryBehindAPrefixIsKept() {
    client.post("/t/" + secrets.get(Role.WRITE) + "//pde/dataflow/json", MESSAGE).expect(200);
    String path = "/t/" + secrets.get(Role.READ) + "/api/v1/dataflows?tag=%C3%A4&limit=1";
    assertEquals(List.of(), client.get(path).expect(200).list("items"));
  }

  @Test
  void sqlDoesNotReachTheTokens() {
    Map<String, String> headers =
        Map.of("Authorization", bearer(Role.ADMIN), "Content-Type", "application/json");
    String file = directory.resolve("tokens").toString();
    for (String from : List.of("read_text('%s')", "read_csv('%s')", "'%s'")) {
      String body = "{\"sql\": \"select * from %s\"}".formatted(from.formatted(file));
      Answer answer =
          client.send("POST", "/api/v1/sql", headers, body.getBytes(StandardCharsets.UTF_8));
      assertEquals(400, answer.status(), answer.body());
    }
  }

  @Test
  void slowsDownWhoTriesTokensAndLetsAKnownOneThrough() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    String secret = new TokenFile(other).create(Role.READ, "", Clock.systemUTC()).secret();
    Limits limits = Limits.defaults().with(Limit.FAILED_TRIES, "3", "test");
    try (Server strict = Server.start(new Settings("127.0.0.1", 0, other, true, false, limits))) {
      Client visitor = new Client(strict.port());
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        statuses.add(as(visitor, "cnnprov_guess" + i).status());
      }
      assertEquals(List.of(401, 401, 401, 429, 429), statuses);
      Answer late = as(visitor, "cnnprov_guess");
      assertEquals("too_many_tries", late.at("code"));
      int seconds = Integer.parseInt(late.header("Retry-After"));
      assertTrue(seconds >= 1 && seconds <= 60, "Retry-After is " + seconds);
      assertEquals(200, as(visitor, secret).status());
      assertEquals(401, visitor.get("/api/v1/dataflows").status());
    }
  }

  @Test
  void seesATokenThatIsMadeAndOneThatIsRevokedWhileItRuns() throws IOException {
    TokenFile file = new TokenFile(directory);
    TokenFile.Created created = file.create(Role.READ, "", Clock.systemUTC());
    assertEquals(200, as(client, created.secret()).status());
    file.revoke(created.token().id());
    assertFalse(as(client, created.secret()).status() == 200);
  }

  @Test
  void tellsThePathOfTheStoreToAdminsAlone() {
    Answer admin = server(Role.ADMIN);
    assertEquals(directory.toString(), admin.at("store", "path"));
    assertEquals(true, admin.at("login_needed"));
    assertFalse(server(Role.READ).body().contains(directory.toString()));
  }

  private Answer server(Role role) {
    Map<String, String> headers = Map.of("Authorization", bearer(role));
    return client.send("GET", "/api/v1/server", headers, new byte[0]).expect(200);
  }

  private String bearer(Role role) {
    return "Bearer " + secrets.get(role);
  }

  private static Answer as(Client visitor, String secret) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + secret);
    return visitor.send("GET", "/api/v1/dataflows", headers, new byte[0]);
  }

  private record Route(String method, String path, Role role) {}

  /** Those of the document, which the contract test holds to the ones that are served. */
  private static List<Route> routes() {
    List<Route> routes =
        ContractTest.documented().stream()
            .map(line -> line.split(" "))
            .map(
                words ->
                    new Route(
                        words[0],
                        words[1].replaceAll("\\{\\w+}", "1"),
                        Role.ofToken(words[2]).orElse(Role.ANYBODY)))
            .toList();
    assertTrue(routes.size() >= 18, "found only " + routes.size() + " routes");
    return routes;
  }

  /** Asks for JSON, since a stream of events does not end. */
  private Answer ask(Route route, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Accept", "application/json");
    return client.send(route.method(), route.path(), all, new byte[0]);
  }
}
