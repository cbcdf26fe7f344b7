package org.cnnprov.server.prov;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceRoutesTest {

  private static final String DOCUMENT = "/api/v1/executions/1/provenance";

  @TempDir static Path directory;
  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    Corpus.training(client, 30);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersInTheFormatThatIsNamed() {
    for (Format format : Format.values()) {
      for (String path : new String[] {DOCUMENT, "/api/v1/dataflows/1/plan"}) {
        Answer answer = client.get(path + "?format=" + format.text()).expect(200);
        assertTrue(answer.header("Content-Type").startsWith(format.mediaType()), format.text());
        assertFalse(answer.body().isEmpty());
      }
    }
  }

  @Test
  void answersInTheFormatThatTheHeaderLikesBest() {
    for (Format format : Format.values()) {
      Map<String, String> accept = Map.of("Accept", "text/html, " + format.mediaType() + ";q=0.5");
      Answer answer = client.send("GET", DOCUMENT, accept, new byte[0]).expect(200);
      assertEquals(client.get(DOCUMENT + "?format=" + format.text()).body(), answer.body());
    }
    assertEquals(client.get(DOCUMENT + "?format=provn").body(), client.get(DOCUMENT).body());
  }

  @Test
  void saysWhatItOffersWhereNothingIsAcceptable() {
    Answer answer =
        client.send("GET", DOCUMENT, Map.of("Accept", "text/html"), new byte[0]).expect(406);
    assertEquals("not_acceptable", answer.at("code"));
    for (String type : Format.mediaTypes()) {
      assertTrue(String.valueOf(answer.at("detail")).contains(type), answer.body());
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals("invalid_parameter", client.get(DOCUMENT + "?format=dot").expect(400).at("code"));
    assertEquals("invalid_parameter", client.get(DOCUMENT + "?detail=all").expect(400).at("code"));
    client.get("/api/v1/executions/99/provenance").expect(404);
    client.get("/api/v1/dataflows/99/plan").expect(404);
  }

  @Test
  void tellsEpochsAndTheSettingsInForce() {
    String document = client.get(DOCUMENT).expect(200).body();
    String used = "used(run:epoch.trainingmodel.1.%s, run:element.%s, -, [prov:role='cnn:hyper";
    assertHolds(document, used.formatted("10", "trainingmodel.1.itrainingmodel.1"));
    assertHolds(document, used.formatted("11", "adaptation.1.oadaptation.1"));
    assertHolds(document, used.formatted("30", "adaptation.2.oadaptation.1"));
    assertHolds(
        document,
        "wasDerivedFrom(run:element.adaptation.2.oadaptation.1,"
            + " run:element.adaptation.1.oadaptation.1, run:task.adaptation.2, -, -,"
            + " [prov:type='prov:Revision'])");
    assertHolds(
        document, "wasInformedBy(run:epoch.trainingmodel.1.2, run:epoch.trainingmodel.1.1)");
    assertHolds(document, "cnn:learning_rate=\"9.090909090909091E-4\" %% xsd:double");
    assertHolds(
        document,
        "used(run:epoch.trainingmodel.1.6, run:file.trainingmodel.1.2, -,"
            + " [prov:role='cnn:checkpoint'])");
    assertHolds(
        document,
        "wasDerivedFrom(run:file.trainingmodel.1.3, run:file.trainingmodel.1.2,"
            + " run:epoch.trainingmodel.1.10, -, -, [prov:type='prov:Revision'])");
    assertHolds(
        document,
        "wasDerivedFrom(run:file.trainingmodel.1.2, file:sha256." + "d".repeat(64) + ", run:epoch");
    assertHolds(document, "used(run:task.trainingmodel.1, file:sha256." + "d".repeat(64));
  }

  @Test
  void goesAsFarIntoTheDataAsItIsTold() {
    String run = client.get(DOCUMENT + "?detail=run").expect(200).body();
    assertFalse(run.contains("run:epoch."), run);
    assertHolds(run, "prov:type='cnn:Series'");
    assertHolds(run, "cnn:loss=\"[1.0, 0.5, ");
    assertHolds(
        client.get(DOCUMENT + "?detail=value").expect(200).body(),
        "entity(run:value.trainingmodel.1.itrainingmodel.1.learning_rate,"
            + " [prov:type='cnn:AttributeValue',"
            + " dct:conformsTo='plan:attribute.itrainingmodel.learning_rate',"
            + " prov:value=\"0.01\" %% xsd:double])");
  }

  @Test
  void saysThatAnExecutionIsRunning() {
    client
        .events(
            "{\"type\":\"dataflow_declared\",\"at\":\"2026-11-23T12:00:00Z\",\"dataflow\":{\"tag\":\"going-df\",\"predefined\":true}}",
            "{\"type\":\"execution_started\",\"at\":\"2026-11-23T12:00:01Z\",\"dataflow\":\"going-df\",\"execution\":\"going\"}")
        .expect(200);
    Object id = client.rows("select id from public.dataflow_execution where tag = 'going'").get(0);
    String number = String.valueOf(id).replaceAll("[^0-9.]", "").replaceAll("\\.0*$", "");
    assertHolds(
        client.get("/api/v1/executions/" + number + "/provenance").expect(200).body(),
        "activity(run:execution, 2026-11-23T12:00:01.000000Z, -, ");
    assertHolds(
        client.get("/api/v1/executions/" + number + "/provenance").body(),
        "cnn:status=\"RUNNING\"");
  }

  private static void assertHolds(String document, String part) {
    assertTrue(document.contains(part), () -> "expected " + part + " in:\n" + document);
  }
}
