package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.cnnprov.server.backup.BackupFile;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a server that is written to and then killed, put back elsewhere. */
final class BackupUnderLoadTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";

  @TempDir Path directory;
  private final UUID producer = UUID.randomUUID();

  /** The highest number that was acknowledged. */
  private final AtomicLong acknowledged = new AtomicLong(-1);

  @Test
  void holdsWhatWasAcknowledgedBeforeAndTheClientGoesOn() throws Exception {
    Path log = directory.resolve("server.log");
    Path backup = directory.resolve("backup.zip");
    Path restored = directory.resolve("restored");
    long before;
    try (ServerProcess server = ServerProcess.start(Site.in(directory.resolve("data")), log)) {
      Client client = client(server);
      send(client, start());
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(client));
      while (acknowledged.get() < 100) {
        Thread.onSpinWait();
      }
      before = acknowledged.get();
      BackupFile.fetch(URI.create(server.address()), null, false, backup);
      server.kill();
      load.join();
    }
    BackupFile.restore(backup, restored);
    try (ServerProcess server = ServerProcess.start(Site.in(restored), log)) {
      Client client = client(server);
      long stored = stored(client);
      assertTrue(
          before <= stored && stored <= acknowledged.get(),
          "acknowledged before %d, in the backup %d".formatted(before, stored));
      // Each event behind the three of the start adds a row with its own number.
      assertEquals(
          List.of(List.of((double) stored - 2, (double) stored)),
          client.rows("select count(*), max(epoch) from df.otrainingmodel"));
      if (stored < acknowledged.get()) {
        String next = Client.lines(producer, acknowledged.get() + 1, List.of(row(1)));
        assertEquals((double) stored + 1, client.batch(next).expect(409).at("expected"));
      }
      long last = acknowledged.get();
      acknowledged.set(stored);
      List<String> again = new ArrayList<>();
      for (long number = stored + 1; number <= last + 1; number++) {
        again.add(row(number));
      }
      send(client, again);
      assertEquals(
          List.of(List.of((double) last - 1, (double) last + 1)),
          client.rows("select count(*), max(epoch) from df.otrainingmodel"));
    }
  }

  /** Sends until the server is gone. */
  private void load(Client client) {
    try {
      while (true) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
          lines.add(row(acknowledged.get() + i));
        }
        send(client, lines);
      }
    } catch (UncheckedIOException gone) {
      // It was killed; what was not acknowledged does not count.
    }
  }

  private void send(Client client, List<String> lines) {
    byte[] body =
        Client.lines(producer, acknowledged.get() + 1, lines).getBytes(StandardCharsets.UTF_8);
    Answer answer = client.batch(body, Map.of()).expect(200);
    assertEquals(List.of(), answer.list("rejected"));
    acknowledged.set(((Double) Objects.requireNonNull(answer.at("stored"))).longValue());
  }

  private long stored(Client client) {
    Object row =
        client
            .rows("select stored from public.producer where id = '%s'".formatted(producer))
            .get(0);
    return ((Double) Objects.requireNonNull(Plain.list(row).get(0))).longValue();
  }

  private static List<String> start() {
    return List.of(
        "{\"type\":\"dataflow_declared\",%s,\"dataflow\":{\"tag\":\"df\",\"predefined\":true}}"
            .formatted(AT),
        "{\"type\":\"execution_started\",%s,\"dataflow\":\"df\",\"execution\":\"run\"}"
            .formatted(AT),
        "{\"type\":\"task_begun\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\"}"
            .formatted(AT));
  }

  /** Every tenth adds a column too, until there are twenty. */
  private static String row(long number) {
    String column = number % 10 == 0 ? ",\"m%d\":1".formatted(number % 200) : "";
    return ("{\"type\":\"elements\",%s,\"transformation\":\"TrainingModel\",\"task\":\"1\","
            + "\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":%d%s}]}")
        .formatted(AT, number, column);
  }

  private static Client client(ServerProcess server) {
    return new Client(URI.create(server.address()).getPort());
  }
}
