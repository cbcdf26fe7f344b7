package org.cnnprov.server.prov;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedRoutesTest {

  private static final String PATH = "/api/v1/provenance";
  private static final String DOCUMENT =
      """
      document
        prefix ex <https://example.org/>
        entity(ex:flowers, [ex:checksum="SHA256:%s", prov:label="Blumen"@de])
        activity(ex:resize, 2026-11-20T08:00:00Z, -)
        wasGeneratedBy(ex:flowers, ex:resize, 2026-11-20T09:00:00Z)
        bundle ex:plan
          entity(ex:flowers)
        endBundle
      endDocument
      """
          .formatted("AB".repeat(32));

  @TempDir Path directory;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.in(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer send(String document, String query) {
    return server
        .client()
        .send(
            "POST",
            PATH + query,
            Map.of("Content-Type", Format.PROVN.mediaType()),
            document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsTheSameDocumentOnceThroughARestartToo() {
    Answer created = send(DOCUMENT, "?name=resize.provn&by=alice").expect(201);
    assertEquals(PATH + "/1", created.header("Location"));
    assertEquals(created.body(), send(DOCUMENT, "").expect(200).body());
    server.close();
    server = RunningServer.in(directory);
    assertEquals(created.body(), send(DOCUMENT, "?name=other").expect(200).body());
    assertEquals(2L, Plain.number(send(DOCUMENT + "\n", "").expect(201).at("id")));
    assertEquals(
        List.of(List.of(2L, 4L), List.of(1L, 4L)),
        server.client().get(PATH).expect(200).list("items").stream()
            .map(
                item ->
                    List.of(
                        Plain.number(Plain.at(item, "id")),
                        Plain.number(Plain.at(item, "statements"))))
            .toList());
    assertEquals("resize.provn", server.client().get(PATH).at("items", 1, "name"));
    assertEquals("alice", server.client().get(PATH).at("items", 1, "imported_by"));
  }

  @Test
  void canBeAskedInSql() {
    send(DOCUMENT, "").expect(201);
    Client client = server.client();
    assertEquals(
        List.of(
            List.of("https://example.org/flowers", "ab".repeat(32)),
            List.of("https://example.org/plan", "https://example.org/flowers")),
        client.rows(
            """
            select * from (select iri, sha256 from public.prov_statement where sha256 is not null
            union all select b.iri, s.iri from public.prov_statement s
            join public.prov_bundle b on b.id = s.bundle_id and b.iri is not null) order by 1"""));
    assertEquals(
        List.of(
            List.of(
                "https://example.org/flowers",
                "https://example.org/resize",
                "2026-11-20T09:00:00.000000Z")),
        client.rows(
            "select subject, object, strftime(occurred_at, '%Y-%m-%dT%H:%M:%S.%fZ')"
                + " from public.prov_statement where kind = 'wasGeneratedBy'"));
    assertEquals(
        List.of(List.of("Blumen", "de")),
        client.rows(
            "select value, language from public.prov_attribute where language is not null"));
  }

  @Test
  void isWrittenInEveryFormat() {
    send(DOCUMENT, "").expect(201);
    for (Format format : Format.values()) {
      Answer answer = server.client().get(PATH + "/1?format=" + format.text()).expect(200);
      assertTrue(answer.header("Content-Type").startsWith(format.mediaType()), format.text());
      assertTrue(answer.body().contains("ex:flowers"), answer.body());
    }
    server.client().get(PATH + "/2").expect(404);
    server.client().get(PATH + "/1?format=dot").expect(400);
  }

  @Test
  void bringsInWhatAnotherServerExported(@TempDir Path other) {
    Corpus.training(server.client(), 3);
    for (Format format : ImportDecoder.FORMATS) {
      String exported =
          server
              .client()
              .get("/api/v1/executions/1/provenance?format=" + format.text())
              .expect(200)
              .body();
      try (RunningServer second = RunningServer.in(other.resolve(format.text()))) {
        second
            .client()
            .send(
                "POST",
                PATH,
                Map.of("Content-Type", format.mediaType() + "; charset=utf-8"),
                exported.getBytes(StandardCharsets.UTF_8))
            .expect(201);
        assertEquals(
            exported, second.client().get(PATH + "/1?format=" + format.text()).expect(200).body());
      }
    }
  }

  @Test
  void keepsNothingOfADocumentWithAMistake() {
    Answer refused = send(DOCUMENT.replace("ex:plan", "other:plan"), "").expect(400);
    assertEquals("invalid_name", refused.at("code"));
    assertEquals(6L, Plain.number(refused.at("errors", 0, "line")));
    assertEquals(List.of(), server.client().get(PATH).expect(200).list("items"));
    assertEquals(1, server.client().get("/api/v1/rejected").expect(200).list("items").size());
    assertEquals("invalid_parameter", send(DOCUMENT, "?name=").expect(400).at("code"));
  }
}
