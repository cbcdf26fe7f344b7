package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.duckdb.DuckDbStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when writing is slow, fails, or ends. */
class WritingTest {

  private static final String DECLARED =
      """
      {"type":"dataflow_declared","at":"2026-11-23T12:00:00.000001Z","dataflow":{"tag":"writing"}}""";

  private static final int WRITING_REQUESTS = Limits.defaults().count(Limit.WRITING_REQUESTS);

  @TempDir Path directory;

  private BlockableStore store;
  private Server server;
  private Client client;

  @BeforeEach
  void start() throws StoreException {
    store = new BlockableStore(DuckDbStore.open(directory));
    AtomicReference<Store> first = new AtomicReference<>(store);
    StoreOpener opener =
        listener -> {
          Store given = first.getAndSet(null);
          return given == null ? DuckDbStore.open(directory) : given;
        };
    server = Server.start(new Settings("127.0.0.1", 0, directory), opener, Clock.systemUTC());
    client = new Client(server.port());
  }

  @AfterEach
  void stop() {
    store.unblock();
    server.close();
  }

  @Test
  void sendsAwayWhatDoesNotFitAndStoresTheRest() {
    Full full = fill();
    assertEquals(429, full.refused().status());
    assertEquals("overloaded", full.refused().at("code"));
    assertEquals("1", full.refused().header("Retry-After"));
    store.unblock();
    assertEquals(WRITING_REQUESTS, full.waiting().size());
    full.waiting().forEach(answer -> answer.join().expect(200));
  }

  @Test
  void readsWhileTheWriteCorridorIsFull() {
    fill();
    client.get("/api/v1/dataflows").expect(200);
    client.get("/health").expect(200);
  }

  @Test
  void storesWhatWaitsInOneTransaction() {
    List<CompletableFuture<Answer>> waiting = fill().waiting();
    store.unblock();
    waiting.forEach(answer -> answer.join().expect(200));
    assertTrue(store.groups().size() < waiting.size() / 2, () -> store.groups().toString());
  }

  @Test
  void saysWhyItCannotStoreUntilItCanAgain() {
    store.fail("the disk is full");
    Answer refused = client.events(DECLARED);
    assertEquals(503, refused.status());
    assertEquals("unavailable", refused.at("code"));
    Answer down = client.get("/health").expect(503);
    assertEquals("DOWN", down.at("status"));
    assertEquals("the disk is full", down.at("reason"));
    store.recover();
    client.events(DECLARED).expect(200);
    assertEquals("UP", client.get("/health").expect(200).at("status"));
  }

  @Test
  void storesOnceWhatBrokeTheStoreInTheOneThatIsOpenedAgain() {
    UUID producer = UUID.randomUUID();
    store.breakDown();
    Answer answer = client.batch(Client.lines(producer, 0, List.of(DECLARED))).expect(200);
    assertEquals(List.of(), answer.list("rejected"));
    assertEquals("UP", client.get("/health").expect(200).at("status"));
    assertEquals(
        List.of(List.of("writing", 1.0)),
        client.rows("select tag, count(*) from dataflow group by all"));
    client.batch(Client.lines(producer, 1, List.of(DECLARED))).expect(200);
  }

  @Test
  void storesWhatWasAcceptedBeforeItEnds() throws Exception {
    List<CompletableFuture<Answer>> waiting = fill().waiting();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    store.unblock();
    closing.get();
    for (CompletableFuture<Answer> answer : waiting) {
      answer.join().expect(200);
    }
  }

  /** Holds the writer up and sends one batch more than may be under way at once. */
  private Full fill() {
    store.block();
    List<CompletableFuture<Answer>> sent = new ArrayList<>();
    for (int i = 0; i <= WRITING_REQUESTS; i++) {
      sent.add(sendLater());
    }
    CompletableFuture<?> first = CompletableFuture.anyOf(sent.toArray(new CompletableFuture<?>[0]));
    Answer refused = (Answer) first.join();
    return new Full(refused, sent.stream().filter(answer -> !answer.isDone()).toList());
  }

  private record Full(Answer refused, List<CompletableFuture<Answer>> waiting) {}

  private CompletableFuture<Answer> sendLater() {
    byte[] body =
        Client.lines(UUID.randomUUID(), 0, List.of(DECLARED)).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson");
    return client.sendLater("POST", "/api/v1/batches", headers, body);
  }
}
