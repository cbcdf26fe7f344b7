package org.cnnprov.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.access.TokenFile;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.app.Limit;
import org.cnnprov.server.app.Limits;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.store.StoreException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners: many, slow, too many, unknown. */
class ListenersTest {

  private static final String PATH = "/api/v1/events";

  @TempDir Path directory;

  private Server with(Limit limit, String value) throws StoreException, InvalidSettingException {
    Limits limits = Limits.defaults().with(limit, value, "test");
    return Server.start(new Settings("127.0.0.1", 0, directory).with(limits));
  }

  @Test
  void twoHundredHearOfATrainingAndLeaveThreadsForIt() throws Exception {
    try (Server server = Server.start(new Settings("127.0.0.1", 0, directory))) {
      Client client = new Client(server.port());
      List<EventStream> streams = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        streams.add(EventStream.open(server.port(), PATH));
      }
      streams.forEach(EventStream::begin);
      assertTrue(client.get("/metrics").body().contains("\ncnnprov_listeners 200"));
      Training training = Training.start(client, "df", "run");
      for (EventStream stream : streams) {
        assertEquals(List.of("started"), stream.next().ofExecutions("kind"));
      }
      training.end();
      for (EventStream stream : streams) {
        assertEquals(List.of("ended"), stream.next().ofExecutions("kind"));
        stream.close();
      }
    }
  }

  @Test
  void moreThanAllowedAreSentAwayUntilOneHasGone() throws Exception {
    try (Server server = with(Limit.LISTENERS, "2")) {
      Client client = new Client(server.port());
      EventStream first = EventStream.open(server.port(), PATH);
      EventStream second = EventStream.open(server.port(), PATH);
      first.begin();
      second.begin();
      Answer refused = client.get(PATH).expect(429);
      assertEquals("overloaded", refused.at("code"));
      assertFalse(refused.header("Retry-After").isEmpty());
      first.close();
      Training training = Training.start(client, "df", "run");
      // That a client has gone shows when it is written to.
      for (int epoch = 1; !hears(server); epoch++) {
        assertTrue(epoch < 1_000, "its place is not free");
        training.epoch(epoch, "loss");
        second.next();
      }
    }
  }

  private static boolean hears(Server server) {
    try (EventStream third = EventStream.open(server.port(), PATH)) {
      return third.next().name().equals("id");
    }
  }

  @Test
  void needATokenWhichMayStandBeforeThePath() throws Exception {
    TokenFile tokens = new TokenFile(directory);
    String reads = tokens.create(Role.READ, "", Clock.systemUTC()).secret();
    String writes = tokens.create(Role.WRITE, "", Clock.systemUTC()).secret();
    Settings settings = new Settings("127.0.0.1", 0, directory, true, false, Limits.defaults());
    try (Server server = Server.start(settings);
        EventStream header =
            EventStream.open(server.port(), PATH, "Authorization", "Bearer " + reads);
        EventStream prefix = EventStream.open(server.port(), "/t/" + reads + PATH)) {
      Client client = new Client(server.port());
      client.get(PATH).expect(401);
      header.begin();
      prefix.begin();
      client.post("/t/" + writes + "/pde/dataflow/json", "{\"tag\":\"df\"}").expect(200);
      assertEquals("commit", header.next().name());
      assertEquals("commit", prefix.next().name());
    }
  }

  @Test
  void thatAreTooSlowAreToldToLoadAgainAndHoldUpNobody() throws Exception {
    try (Server server = Server.start(new Settings("127.0.0.1", 0, directory));
        Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4_096);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      slow.setSoTimeout(30_000);
      slow.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
      await(reader, "retry: 1000");
      Client client = new Client(server.port());
      try (EventStream quick = EventStream.open(server.port(), PATH)) {
        quick.begin();
        // About 9 MB of messages: more than all buffers on the way, and than the journal holds.
        for (int i = 0; i < 60; i++) {
          startMany(client, i);
          assertEquals("commit", nextButComments(quick));
        }
      }
      await(reader, "event: reload");
      client.batch("no batch").expect(400);
      await(reader, "\"refused\":1}");
    }
  }

  /** A slow machine takes more than the 15 seconds after which a stream shows that it lives. */
  private static String nextButComments(EventStream stream) throws Exception {
    String name = stream.next().name();
    while (name.equals("comment")) {
      name = stream.next().name();
    }
    return name;
  }

  private static void await(BufferedReader reader, String end) throws IOException {
    String line = reader.readLine();
    while (line != null && !line.endsWith(end)) {
      line = reader.readLine();
    }
    assertTrue(line != null, "the stream ended before " + end);
  }

  private static void startMany(Client client, int round) {
    List<String> events = new ArrayList<>();
    events.add(
        "{\"type\":\"dataflow_declared\",\"at\":\"2026-11-23T12:00:00Z\",\"dataflow\":{\"tag\":\"df\"}}");
    for (int i = 0; i < 2_000; i++) {
      events.add(
          "{\"type\":\"execution_started\",\"at\":\"2026-11-23T12:00:00Z\",\"dataflow\":\"df\",\"execution\":\"run-%d-%d\"}"
              .formatted(round, i));
    }
    assertEquals(
        List.of(), client.events(events.toArray(new String[0])).expect(200).list("rejected"));
  }

  /** Also where a connection that is silent for a second would be closed. */
  @Test
  @Tag("long")
  void areToldEvery15SecondsThatTheStreamLives() throws Exception {
    for (String idleTime : List.of("30s", "1s")) {
      try (Server server = with(Limit.IDLE_TIME, idleTime);
          EventStream stream = EventStream.open(server.port(), PATH + "?execution=1")) {
        String id = stream.begin();
        for (int i = 0; i < 3; i++) {
          EventStream.Event event = stream.next();
          assertEquals(Map.entry("comment", id), Map.entry(event.name(), event.id()), idleTime);
        }
      }
    }
  }
}
