package org.cnnprov.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is sent before it runs anything. */
class WebPageTest {

  private static final Pattern SCRIPT = Pattern.compile("/ui/(assets/index-[\\w-]+\\.js)");

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theStartLeadsToThePage() {
    assertEquals("/ui/", client.get("/").expect(302).header("Location"));
    assertEquals("/ui/", client.get("/dfview").expect(302).header("Location"));
  }

  @Test
  void everyAddressOfAViewIsAnsweredWithThePage() {
    String page = client.get("/ui/").expect(200).body();
    assertTrue(page.contains("<div id=\"root\">"), page);
    assertEquals(page, client.get("/ui").expect(200).body());
    assertEquals(page, client.get("/ui/executions/12?chosen=3,4").expect(200).body());
    assertEquals(page, client.get("/ui/a/b.c/d").expect(200).body());
  }

  @Test
  void nothingButFilesOfThePageMayRun() {
    Answer page = client.get("/ui/dataflows").expect(200);
    String policy = page.header("Content-Security-Policy");
    assertTrue(
        policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'; "), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(Pattern.compile("<script>|<style| style=| on\\w+=").matcher(page.body()).find());
    assertEquals("nosniff", page.header("X-Content-Type-Options"));
  }

  @Test
  void filesWithAHashAreKeptForEverAndThePageIsAskedForAgain() {
    Answer page = client.get("/ui/").expect(200);
    assertEquals("no-cache", page.header("Cache-Control"));
    Matcher script = SCRIPT.matcher(page.body());
    assertTrue(script.find(), page.body());
    Answer file = client.get("/ui/" + script.group(1)).expect(200);
    assertEquals("public, max-age=31536000, immutable", file.header("Cache-Control"));
    assertEquals("text/javascript; charset=utf-8", file.header("Content-Type"));
    Map<String, String> known = Map.of("If-None-Match", page.header("ETag"));
    assertEquals("", client.send("GET", "/ui/", known, new byte[0]).expect(304).body());
  }

  @Test
  void theLicencesOfWhatIsShippedAreThere() {
    String licences = client.get("/ui/licenses.md").expect(200).body();
    for (String name : new String[] {"react", "@fontsource-variable/inter"}) {
      assertTrue(licences.contains("## " + name + " - "), name);
    }
  }

  @Test
  void nothingOutsideOfThePageIsServed() {
    String page = client.get("/ui/").expect(200).body();
    for (String path : new String[] {"..%2flogging.properties", "logging.properties", ".hidden"}) {
      String body = client.get("/ui/" + path).body();
      assertTrue(body.equals(page) || body.contains("\"code\""), body);
    }
    client.get("/ui/assets/missing.js").expect(404);
    assertTrue(client.get("/ui/assets/..%2f..%2fopenapi.yaml").status() >= 400);
  }
}
