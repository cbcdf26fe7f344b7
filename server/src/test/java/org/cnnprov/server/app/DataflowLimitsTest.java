package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a dataflow may become, and how deep the JSON that tells of it. */
class DataflowLimitsTest {

  private static final String LONG_TAG = "t".repeat(101);

  private static final String STARTED =
      """
      {"type":"execution_started","at":"2026-11-23T12:00:00.000002Z","dataflow":"flow",\
      "execution":"run"}""";

  private static final String REPORTED =
      """
      {"type":"elements","at":"2026-11-23T12:00:00.000003Z","dataflow":"flow",\
      "execution":"run","transformation":"t","task":"1","set":"s","rows":[%s]}""";

  private static final String DECLARED =
      """
      {"type":"dataflow_declared","at":"2026-11-23T12:00:00.000001Z","dataflow":%s}""";

  @TempDir Path directory;

  @Test
  void boundsTheAttributesThatAreDeclared() throws Exception {
    try (Server server = LimitsTest.start(directory, Map.of())) {
      Client client = new Client(server.port());
      Answer refused = client.post("/pde/dataflow/json", dataflow("flow", attributes(2_001)));
      assertEquals("too_large", refused.expect(413).at("code"));
      assertEquals("/transformations/0/sets/0/attributes", refused.at("errors", 0, "pointer"));
      client.post("/pde/dataflow/json", dataflow("flow", attributes(2_000))).expect(200);
      client.post("/pde/dataflow/json", dataflow("flow", attribute("another"))).expect(413);
    }
  }

  @Test
  void takesMoreAttributesWhereTheLimitIsRaised() throws Exception {
    try (Server server = LimitsTest.start(directory, Map.of(Limit.ATTRIBUTES, "2001"))) {
      Client client = new Client(server.port());
      client.post("/pde/dataflow/json", dataflow("flow", attributes(2_001))).expect(200);
      client.post("/pde/dataflow/json", dataflow("flow", attribute("another"))).expect(413);
    }
  }

  @Test
  void boundsTheAttributesThatRowsAdd() throws Exception {
    try (Server server = LimitsTest.start(directory, Map.of(Limit.ATTRIBUTES, "100"))) {
      Client client = new Client(server.port());
      Answer answer =
          client
              .events(
                  DECLARED.formatted(dataflow("flow", attributes(99))),
                  STARTED,
                  REPORTED.formatted("{\"a1\": 1, \"b1\": 2, \"b2\": 3}"),
                  REPORTED.formatted("{\"a1\": 1, \"b1\": 2}"))
              .expect(200);
      assertEquals(3.0, answer.at("stored"));
      assertEquals("too_large", answer.at("rejected", 0, "code"));
      assertEquals("/2/rows", answer.at("rejected", 0, "pointer"));
      assertEquals(List.of(List.of(1.0, 2.0)), rows(client, "SELECT a1, b1 FROM flow.s"));
    }
  }

  @Test
  void goesOnWithWhatIsLargerThanALoweredLimit() throws Exception {
    String declared = dataflow(LONG_TAG, attributes(101));
    try (Server server = LimitsTest.start(directory, Map.of())) {
      new Client(server.port()).post("/pde/dataflow/json", declared).expect(200);
    }
    Map<Limit, String> lowered = Map.of(Limit.TAG_LENGTH, "100", Limit.ATTRIBUTES, "100");
    try (Server server = LimitsTest.start(directory, lowered)) {
      Client client = new Client(server.port());
      client.post("/pde/dataflow/json", declared).expect(200);
      client.post("/pde/dataflow/json", dataflow(LONG_TAG, attribute("another"))).expect(413);
      assertEquals(LONG_TAG, client.get("/api/v1/dataflows").at("items", 0, "tag"));
    }
  }

  @Test
  void boundsEachNewTag() throws Exception {
    try (Server server = LimitsTest.start(directory, Map.of(Limit.TAG_LENGTH, "100"))) {
      Client client = new Client(server.port());
      String fits = "t".repeat(100);
      String body =
          """
          {"tag":"%1$s","transformations":[{"tag":"%1$s","sets":[{"tag":"%1$s","type":"INPUT",\
          "attributes":[{"name":"%1$s","type":"NUMERIC"}]}]}]}""";
      Answer refused = client.post("/pde/dataflow/json", body.formatted(LONG_TAG)).expect(400);
      assertEquals("invalid_name", refused.at("code"));
      assertEquals(
          List.of(
              "/tag",
              "/transformations/0/tag",
              "/transformations/0/sets/0/tag",
              "/transformations/0/sets/0/attributes/0/name"),
          pointers(refused));
      client.post("/pde/dataflow/json", body.formatted(fits)).expect(200);
      Answer answer =
          client.events(
              DECLARED.formatted(dataflow("flow", attribute("a"))),
              STARTED,
              REPORTED.formatted("{\"a\": 1, \"%s\": 2}".formatted(LONG_TAG)));
      assertEquals("invalid_name", answer.at("rejected", 0, "code"));
      assertEquals("/2/rows/0/" + LONG_TAG, answer.at("rejected", 0, "pointer"));
    }
  }

  @Test
  void boundsNestingAtEachDoor() throws Exception {
    assertNesting(Map.of(), 100);
    assertNesting(Map.of(Limit.NESTING, "20"), 20);
    assertNesting(Map.of(Limit.NESTING, "500"), 500);
  }

  /** An unknown member of an event or message is left out, however deep it is, within the limit. */
  private void assertNesting(Map<Limit, String> limits, int most) throws Exception {
    String fits = "[".repeat(most - 2) + "]".repeat(most - 2);
    String tooDeep = "[".repeat(most) + "]".repeat(most);
    try (Server server = LimitsTest.start(directory, limits)) {
      Client client = new Client(server.port());
      String event = DECLARED.formatted("{\"tag\":\"flow\",\"x\":%s}");
      Answer answer = client.events(event.formatted(fits), event.formatted(tooDeep)).expect(200);
      assertEquals(1.0, answer.at("stored"), answer::toString);
      assertEquals("malformed_json", answer.at("rejected", 0, "code"));
      assertEquals("/1", answer.at("rejected", 0, "pointer"));
      String detail = "expected at most %d objects and arrays in one another".formatted(most);
      assertTrue(String.valueOf(answer.at("rejected", 0, "detail")).startsWith(detail));
      String message = "{\"tag\":\"flow\",\"transformations\":[],\"x\":%s}";
      client.post("/pde/dataflow/json", message.formatted(fits)).expect(200);
      assertMalformed(client.post("/pde/dataflow/json", message.formatted(tooDeep)));
      assertMalformed(client.post("/api/v1/sql", "{\"sql\":%s}".formatted(tooDeep)));
      assertMalformed(client.post("/api/v1/query", "{\"dataflow\":%s}".formatted(tooDeep)));
      Answer shallow = client.post("/api/v1/sql", "{\"sql\":%s}".formatted(fits));
      assertEquals("wrong_type", shallow.expect(400).at("code"));
    }
  }

  private static void assertMalformed(Answer answer) throws Exception {
    assertEquals("malformed_json", answer.expect(400).at("code"));
  }

  private static List<Object> pointers(Answer refused) {
    return refused.list("errors").stream()
        .map(error -> ((Map<?, ?>) error).get("pointer"))
        .collect(Collectors.toList());
  }

  private static List<?> rows(Client client, String sql) throws Exception {
    return client.sql(sql).expect(200).list("rows");
  }

  private static String dataflow(String tag, String attributes) {
    return """
        {"tag":"%s","transformations":[{"tag":"t","sets":[{"tag":"s","type":"INPUT",\
        "attributes":[%s]}]}]}"""
        .formatted(tag, attributes);
  }

  private static String attributes(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> attribute("a" + i))
        .collect(Collectors.joining(","));
  }

  private static String attribute(String name) {
    return "{\"name\":\"%s\",\"type\":\"NUMERIC\"}".formatted(name);
  }
}
