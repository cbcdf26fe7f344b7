package org.cnnprov.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners hear of commits. */
class EventsTest {

  private static final String PATH = "/api/v1/events";

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

  private EventStream listen(String query, String... headers) {
    return EventStream.open(client.port(), PATH + query, headers);
  }

  /**
   * Waits until what was committed has been told. A stream that is opened a moment after a commit
   * may begin with it: commits come to the journal one after the other.
   */
  private void awaitTold() {
    try (EventStream stream = listen("")) {
      stream.begin();
      client.batch("no batch").expect(400);
      EventStream.Event event = stream.next();
      while (event.name().equals("comment") || Double.valueOf(0.0).equals(event.at("refused"))) {
        event = stream.next();
      }
    }
  }

  private double id(String sql) {
    return (Double) ((List<?>) client.rows(sql).get(0)).get(0);
  }

  @Test
  void tellOfATrainingFromItsStartToItsEnd() {
    try (EventStream stream = listen("")) {
      String beginning = stream.begin();
      Training training = Training.start(client, "df", "run");
      EventStream.Event started = stream.next();
      assertEquals("commit", started.name());
      assertNotEquals(beginning, started.id());
      assertEquals(List.of("started"), started.ofExecutions("kind"));
      assertEquals(List.of("RUNNING"), started.ofExecutions("status"));
      double dataflow = id("select id from dataflow where tag = 'df'");
      assertEquals(List.of(dataflow), started.at("dataflows"));
      assertEquals(List.of(dataflow), started.ofExecutions("dataflow"));
      assertEquals(List.of(id("select id from dataflow_execution")), started.ofExecutions("id"));

      training.epoch(17, "loss");
      EventStream.Event epoch = stream.next();
      assertEquals(List.of("changed"), epoch.ofExecutions("kind"));
      assertEquals(List.of(17.0), epoch.ofExecutions("epoch"));
      double set = id("select id from data_set where tag = 'otrainingmodel'");
      assertEquals(List.of(List.of(set)), epoch.ofExecutions("sets"));
      assertEquals(List.of(), epoch.at("dataflows"));

      training.epoch(18, "a_new_one");
      assertEquals(List.of(dataflow), stream.next().at("dataflows"));

      training.heartbeat();
      training.end();
      EventStream.Event ended = stream.next();
      assertEquals(List.of("ended"), ended.ofExecutions("kind"));
      assertEquals(List.of("FINISHED"), ended.ofExecutions("status"));
    }
  }

  @Test
  void countWhatWasRefused() {
    try (EventStream stream = listen("")) {
      stream.begin();
      client.batch("no batch").expect(400);
      EventStream.Event event = stream.next();
      assertEquals(1.0, event.at("refused"));
      assertEquals(List.of(), event.at("executions"));
    }
  }

  @Test
  void areNarrowedToTheExecutionsThatAreAskedFor() {
    List<Training> trainings = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trainings.add(Training.start(client, "df-" + i, "run"));
    }
    List<Double> ids =
        client.rows("select id from dataflow_execution order by df_id").stream()
            .map(row -> (Double) ((List<?>) row).get(0))
            .toList();
    awaitTold();
    try (EventStream stream = listen("?execution=%.0f,%.0f".formatted(ids.get(0), ids.get(2)))) {
      stream.begin();
      trainings.get(1).epoch(1, "one_more");
      client.batch("no batch").expect(400);
      trainings.get(0).epoch(1, "loss");
      EventStream.Event first = stream.next();
      assertEquals(List.of(ids.get(0)), first.ofExecutions("id"));
      assertEquals(List.of(), first.at("dataflows"));
      assertEquals(0.0, first.at("refused"));
      trainings.get(2).epoch(1, "one_more");
      EventStream.Event second = stream.next();
      assertEquals(List.of(ids.get(2)), second.ofExecutions("id"));
      assertEquals(second.ofExecutions("dataflow"), second.at("dataflows"));
    }
  }

  @Test
  void thatWereMissedComeInOneWhenTheListenerIsBack() {
    Training training = Training.start(client, "df", "run");
    awaitTold();
    String last;
    try (EventStream stream = listen("")) {
      stream.begin();
      training.epoch(1, "loss");
      last = stream.next().id();
    }
    try (EventStream other = listen("")) {
      other.begin();
      training.epoch(2, "loss");
      other.next();
      training.end();
      other.next();
    }
    try (EventStream stream = listen("", "Last-Event-ID", last)) {
      assertEquals(last, stream.begin());
      EventStream.Event missed = stream.next();
      assertEquals("commit", missed.name());
      assertEquals(List.of(2.0), missed.ofExecutions("epoch"));
      assertEquals(List.of("ended"), missed.ofExecutions("kind"));
    }
  }

  @Test
  void areNotKnownToAServerThatWasStartedAnew() {
    String last;
    try (EventStream stream = listen("")) {
      stream.begin();
      Training.start(client, "df", "run");
      last = stream.next().id();
    }
    stop();
    start();
    for (String id : List.of(last, "", "no id of ours", last + "0")) {
      try (EventStream stream = listen("", "Last-Event-ID", id)) {
        stream.begin();
        assertEquals("reload", stream.next().name(), id);
      }
    }
  }

  @Test
  void areAskedForWithIdsThatAreNumbers() {
    assertEquals("invalid_parameter", client.get(PATH, "execution", "x").expect(400).at("code"));
  }

  @Test
  void endWithTheServer() {
    List<EventStream> streams = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      streams.add(listen(""));
      streams.get(i).begin();
    }
    server.close();
    for (EventStream stream : streams) {
      assertEquals("end", stream.next().name());
    }
  }
}
