package org.cnnprov.server.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that people keep. */
class SavedQueriesTest {

  private static final String PATH = "/api/v1/queries";

  @TempDir Path directory;
  private RunningServer server;
  private Client client;

  @BeforeEach
  void start() {
    server = RunningServer.in(directory);
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void areKeptListedAndForgotten() {
    Answer saved =
        client
            .post(PATH, "{\"name\":\"Best\",\"kind\":\"sql\",\"text\":\"select 1\",\"by\":\"bob\"}")
            .expect(201);
    assertEquals("/api/v1/queries/1", saved.header("Location"));
    assertEquals("bob", saved.at("created_by"));
    client.post(PATH, "{\"name\":\"other\",\"kind\":\"query\",\"text\":\"{}\"}").expect(201);
    server.close();
    server = RunningServer.in(directory);
    client = server.client();
    assertEquals("[other, Best]", names());
    assertEquals(
        "already_exists",
        client
            .post(PATH, "{\"name\":\"bEST\",\"kind\":\"sql\",\"text\":\"select 2\"}")
            .expect(409)
            .at("code"));
    client.send("DELETE", PATH + "/1", Map.of(), new byte[0]).expect(204);
    client.send("DELETE", PATH + "/1", Map.of(), new byte[0]).expect(404);
    assertEquals("[other]", names());
    client.post(PATH, "{\"name\":\"best\",\"kind\":\"sql\",\"text\":\"select 2\"}").expect(201);
    assertEquals("[best, other]", names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|/name /kind /text",
        "{\"name\":\"x\",\"kind\":\"xml\",\"text\":\"y\"}|/kind",
        "{\"name\":\" \",\"kind\":\"sql\",\"text\":\"y\"}|/name",
        "{\"name\":\"x\",\"kind\":\"sql\",\"text\":\" \"}|/text",
        "{\"name\":null,\"kind\":\"sql\",\"text\":\"y\",\"z\":1}|/z /name",
      })
  void areRefusedWhereTheyAreWrong(String body, String pointers) {
    Answer answer = client.post(PATH, body).expect(400);
    assertEquals(
        pointers,
        String.join(
            " ",
            answer.list("errors").stream()
                .map(each -> String.valueOf(Plain.at(each, "pointer")))
                .toList()));
    assertEquals(List.of(), client.get(PATH).list("items"));
  }

  private String names() {
    return client.get(PATH).expect(200).list("items").stream()
        .map(item -> String.valueOf(Plain.at(item, "name")))
        .toList()
        .toString();
  }
}
