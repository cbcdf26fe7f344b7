package org.cnnprov.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and where it is put back. */
class BackupTest {

  private static final String AT = "\"at\":\"2026-11-23T12:00:00Z\"";

  @TempDir Path directory;
  private final UUID producer = UUID.randomUUID();

  @Test
  void recordsTheGapOfAClientThatItDoesNotKnow() throws Exception {
    Path backup = directory.resolve("backup.zip");
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      BackupFile.fetch(address(server.client()), null, false, backup);
    }
    Path restored = directory.resolve("restored");
    BackupFile.restore(backup, restored);
    try (RunningServer server = RunningServer.in(restored)) {
      Client client = server.client();
      send(client, 40, start());
      assertEquals(
          List.of(Map.of("producer", producer.toString(), "first", 0.0, "last", 39.0)),
          client.get("/api/v1/executions/1").expect(200).list("gaps"));
    }
  }

  @Test
  void isNoneThatTheServerHasCutOff() throws Exception {
    Path backup = directory.resolve("backup.zip");
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      BackupFile.fetch(address(server.client()), null, false, backup);
    }
    byte[] whole = Files.readAllBytes(backup);
    Path part = directory.resolve("part.zip");
    Files.write(part, Arrays.copyOf(whole, whole.length - 100));
    Path restored = directory.resolve("restored");
    assertThrows(IOException.class, () -> BackupFile.restore(part, restored));
    assertFalse(Files.exists(restored));
  }

  @Test
  void isNotPutOverAStore() throws Exception {
    Path backup = directory.resolve("backup.zip");
    Path data = directory.resolve("data");
    try (RunningServer server = RunningServer.in(data)) {
      BackupFile.fetch(address(server.client()), null, false, backup);
      assertThrows(
          FileAlreadyExistsException.class,
          () -> BackupFile.fetch(address(server.client()), null, false, backup));
    }
    byte[] before = Files.readAllBytes(data.resolve("cnnprov.duckdb"));
    assertThrows(FileAlreadyExistsException.class, () -> BackupFile.restore(backup, data));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(data.resolve("cnnprov.duckdb"))));
  }

  @Test
  void leavesNothingInTheStoresDirectoryAndHasTokensOnlyWhereAsked() throws Exception {
    Path data = directory.resolve("data");
    Files.createDirectories(data);
    Files.writeString(data.resolve("tokens"), "");
    try (RunningServer server = RunningServer.in(data)) {
      URI address = address(server.client());
      BackupFile.fetch(address, null, true, directory.resolve("with.zip"));
      BackupFile.fetch(address, null, false, directory.resolve("without.zip"));
      try (Stream<Path> left = Files.list(data.resolve("backup"))) {
        assertEquals(List.of(), left.toList());
      }
    }
    assertEquals(
        List.of("cnnprov.duckdb", "refused.duckdb", "tokens"),
        BackupFile.restore(directory.resolve("with.zip"), directory.resolve("with")));
    assertEquals(
        List.of("cnnprov.duckdb", "refused.duckdb"),
        BackupFile.restore(directory.resolve("without.zip"), directory.resolve("without")));
  }

  private void send(Client client, long first, List<String> lines) {
    Answer answer =
        client
            .batch(Client.lines(producer, first, lines).getBytes(StandardCharsets.UTF_8), Map.of())
            .expect(200);
    assertEquals(List.of(), answer.list("rejected"));
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

  private static URI address(Client client) {
    return URI.create("http://127.0.0.1:" + client.port());
  }
}
