package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The run table: four executions of two dataflows. */
class ExecutionsTest {

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    Trainings.of("Alex")
        .start("alex", "good", "\"OPTIMIZER_NAME\":\"Adam\",\"LEARNING_RATE\":0.001")
        .epoch(1, "\"loss\":0.9,\"accuracy\":0.5")
        .epoch(2, "\"loss\":0.2,\"accuracy\":0.9")
        .end("FINISHED")
        .start("alex", "diverged", "\"OPTIMIZER_NAME\":\"SGD\",\"LEARNING_RATE\":0.1")
        .epoch(1, "\"loss\":0.8,\"accuracy\":0.4")
        .epoch(2, "\"loss\":\"NaN\",\"accuracy\":0.1")
        .end("FAILED")
        .send(client);
    Trainings.of("Dense")
        .start("dense", "running", "\"OPTIMIZER_NAME\":\"Adam\",\"LEARNING_RATE\":0.01,\"K\":32")
        .epoch(1, "\"loss\":0.25,\"val loss\":0.7")
        .start("dense", "it's \"new\"", "\"OPTIMIZER_NAME\":null")
        .send(client);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id > 0|it's \"new\", running, diverged, good",
        "status = 'FAILED'|diverged",
        "param.learning_rate < 0.05|running, good",
        "param.optimizer_name = 'Adam'|running, good",
        "param.optimizer_name like 'A%' and metric.loss.last < 0.22|good",
        "param.LEARNING_RATE in (0.1, 0.01)|running, diverged",
        "param.learning_rate is null|it's \"new\"",
        "param.k = 32|running",
        "metric.loss.last = 'NaN'|diverged",
        "metric.loss.last > 0|running, good",
        "metric.loss.min < 0.5|running, good",
        "metric.loss.max >= 0.8|diverged, good",
        "metric.\"val loss\".last = 0.7|running",
        "tag = 'it''s \"new\"'|it's \"new\"",
        "not (dataflow = 'ALEX') and metric.loss.last is not null|running",
        "param.learning_rate < 0.01 or status != 'RUNNING'|diverged, good",
        "started_at < '2026-11-24' and ended_at is not null|diverged, good",
        "started_at > '2026-11-23T13:00:00+00:00'|``",
      })
  void findsWhatTheConditionAsksFor(String where, String tags) {
    assertEquals(tags, tags(client.get("/api/v1/executions", "where", where)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id|good, diverged, running, it's \"new\"",
        "-metric.loss.min|diverged, running, good, it's \"new\"",
        "metric.loss.last|good, running, diverged, it's \"new\"",
        "-metric.loss.last|running, good, it's \"new\", diverged",
        "param.optimizer_name|good, running, diverged, it's \"new\"",
        "-param.learning_rate|diverged, running, good, it's \"new\"",
        "-tag|running, it's \"new\", good, diverged",
      })
  void ordersAndPagesByAnyField(String order, String tags) {
    List<String> one = new ArrayList<>();
    String next = null;
    do {
      Answer page =
          next == null
              ? client.get("/api/v1/executions", "order", order, "limit", "1")
              : client.get("/api/v1/executions", "order", order, "limit", "1", "cursor", next);
      one.add(tags(page));
      next = (String) page.at("next");
    } while (next != null);
    assertEquals(tags, String.join(", ", one));
    assertEquals(tags, tags(client.get("/api/v1/executions", "order", order)));
  }

  @Test
  void showsTheColumnsAskedFor() {
    Answer answer =
        client.get(
            "/api/v1/executions",
            "columns",
            "tag, param.optimizer_name,param.learning_rate,metric.loss.last",
            "dataflow",
            "1");
    assertEquals(
        "{id=2.0, tag=diverged, param.optimizer_name=SGD, param.learning_rate=0.1,"
            + " metric.loss.last=NaN}",
        String.valueOf(answer.expect(200).at("items", 0)));
  }

  @Test
  void tellsHyperparametersAndMetricsAsTheyWereNamed() {
    Answer answer = client.get("/api/v1/executions", "tag", "diverged").expect(200);
    assertEquals(0.1, answer.at("items", 0, "hyperparameters", "LEARNING_RATE"));
    assertEquals("SGD", answer.at("items", 0, "hyperparameters", "OPTIMIZER_NAME"));
    assertEquals("NaN", answer.at("items", 0, "metrics", "LOSS", "last"));
    assertEquals(0.8, answer.at("items", 0, "metrics", "LOSS", "max"));
    assertEquals("Alex", answer.at("items", 0, "dataflow", "tag"));
  }

  @Test
  void narrowsByDataflowAndStatus() {
    assertEquals(
        "running, good", tags(client.get("/api/v1/executions?where=param.optimizer_name='Adam'")));
    assertEquals("diverged, good", tags(client.get("/api/v1/executions?dataflow=1")));
    assertEquals("diverged", tags(client.get("/api/v1/executions?dataflow=1,2&status=FAILED")));
  }

  @Test
  void saysWhereAConditionIsWrong() {
    Answer answer = client.get("/api/v1/executions", "where", "param.x <> <").expect(400);
    assertEquals("invalid_parameter", answer.at("code"));
    assertEquals("where: at character 12: expected a number, came '<'", answer.at("detail"));
  }

  @Test
  void refusesACursorOfAnotherRequest() {
    String cursor = (String) client.get("/api/v1/executions?limit=1").at("next");
    Answer answer = client.get("/api/v1/executions?order=tag&cursor=" + cursor);
    assertEquals("invalid_parameter", answer.expect(400).at("code"));
  }

  @Test
  void takesTextForTextAndNeverForSql() {
    Answer answer =
        client.get("/api/v1/executions", "where", "tag = '''; drop table public.task; --'");
    assertTrue(answer.expect(200).list("items").isEmpty());
    client.get("/api/v1/executions/1/tasks").expect(200);
  }

  private static String tags(Answer answer) {
    return String.join(
        ", ",
        answer.expect(200).list("items").stream()
            .map(item -> String.valueOf(org.cnnprov.server.spec.Plain.at(item, "tag")))
            .toList());
  }
}
