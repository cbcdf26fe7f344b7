package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes over one training of the golden files. */
class ReadingTest {

  @TempDir Path directory;

  private RunningServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = RunningServer.in(directory);
    client = server.client();
    Path training = SpecFiles.path("golden/batches/training.ndjson");
    client.batch(Files.readAllBytes(training), Map.of()).expect(200);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsDataflowsAndFindsThemByTag() {
    assertEquals("alexnet-df", client.get("/api/dataflows/list").at(0, "tag"));
    Answer found = client.get("/api/v1/dataflows?tag=ALEXNET-df").expect(200);
    assertEquals("AlexNet-df", found.at("items", 0, "tag"));
    assertEquals(1.0, found.at("items", 0, "executions"));
    assertEquals(List.of(), client.get("/api/v1/dataflows?tag=x").list("items"));
  }

  @Test
  void tellsADataflowWithAllThatItConsistsOf() {
    Answer dataflow = client.get("/api/v1/dataflows/1").expect(200);
    assertEquals("TrainingModel", dataflow.at("transformations", 0, "tag"));
    assertEquals("TrainingModel", dataflow.at("transformations", 1, "sets", 0, "dependency"));
    assertEquals("oTrainingModel", dataflow.at("sets", 0, "tag"));
    assertEquals("TrainingModel", dataflow.at("sets", 0, "written_by", "tag"));
    assertEquals("LOSS", dataflow.at("sets", 0, "attributes", 2, "name"));
    assertEquals("train.py", dataflow.at("transformations", 3, "programs", 0, "name"));
  }

  @Test
  void tellsAnExecutionWithAllThatIsKnownOfIt() {
    Answer execution = client.get("/api/v1/executions/1").expect(200);
    assertEquals("FINISHED", execution.at("status"));
    assertEquals("2026-11-23T12:00:02.000002Z", execution.at("started_at"));
    assertEquals("alice", execution.at("person", "name"));
    assertEquals(List.of(), execution.list("machine", "gpus"));
    assertEquals(0.001, execution.at("hyperparameters", "LEARNING_RATE"));
    assertEquals(0.75, execution.at("metrics", "LOSS", "min"));
    assertEquals(0.0005, execution.at("adaptations", 0, "new_value"));
    assertEquals("weights.keras", execution.at("files", 0, "name"));
    assertEquals(true, execution.at("environment", "git", "dirty"));
    assertEquals("Slurm", execution.at("environment", "system", "batch_system"));
    assertEquals("flowers17", execution.at("tags", "dataset"));
    assertEquals("warm-up too long", execution.at("note"));
  }

  @Test
  void listsTasksWithTheirPerformancesPageByPage() {
    Answer first = client.get("/api/v1/executions/1/tasks?limit=3").expect(200);
    assertEquals(3, first.list("items").size());
    assertEquals("COMPUTATION", first.at("items", 1, "performances", 0, "method"));
    assertEquals("DenseBlock", first.at("items", 1, "dependencies", 0, "transformation"));
    Answer second = client.get("/api/v1/executions/1/tasks?limit=3&cursor=" + first.at("next"));
    assertEquals("TestingModel", second.expect(200).at("items", 0, "transformation", "tag"));
    assertEquals(null, second.at("next"));
  }

  @Test
  void listsElementsNewestOrOldestFirst() {
    Answer newest = client.get("/api/v1/sets/1/elements?limit=1").expect(200);
    assertEquals(3.0, newest.at("items", 0, "values", "EPOCH"));
    assertEquals("NaN", newest.at("items", 0, "values", "LOSS"));
    assertEquals(1.0, newest.at("items", 0, "execution"));
    Answer next = client.get("/api/v1/sets/1/elements?limit=1&cursor=" + newest.at("next"));
    assertEquals(2.0, next.expect(200).at("items", 0, "values", "EPOCH"));
    Answer oldest = client.get("/api/v1/sets/1/elements?order=oldest&execution=1").expect(200);
    assertEquals(1.0, oldest.at("items", 0, "values", "EPOCH"));
    assertEquals(
        List.of(), client.get("/api/v1/sets/1/elements?execution=9").expect(200).list("items"));
  }

  @Test
  void keepsWhatIsNotUtf8AsBase64() {
    client.batch(new byte[] {(byte) 0xff, '\n'}, Map.of()).expect(400);
    long id = Plain.number(client.get("/api/v1/rejected").expect(200).at("items", 0, "id"));
    assertEquals("/wo=", client.get("/api/v1/rejected/" + id).expect(200).at("body_base64"));
  }

  /** Readers see each transaction whole, or not at all. */
  @Test
  void servesReadersWhileItWrites() {
    CompletableFuture<Void> writing = CompletableFuture.runAsync(this::writeTwentyTrainings);
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> read(writing));
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> read(writing));
    writing.join();
    assertTrue(one.join() > 0);
    assertTrue(other.join() > 0);
    assertEquals(
        List.of(List.of(20.0)),
        client.rows("select count(*) from public.dataflow_execution where tag like 'while-%'"));
  }

  private void writeTwentyTrainings() {
    for (int number = 0; number < 20; number++) {
      Trainings trainings = Trainings.of("growing");
      trainings.start(
          "growing", "while-" + number, "\"LEARNING_RATE\":0.1,\"h%d\":1".formatted(number));
      for (int epoch = 1; epoch <= 5; epoch++) {
        trainings.epoch(epoch, "\"loss\":0.5,\"m%d\":1".formatted(number));
      }
      trainings.end("FINISHED").send(client);
    }
  }

  private int read(CompletableFuture<Void> writing) {
    int reads = 0;
    do {
      for (Object item :
          client
              .get("/api/v1/executions", "where", "tag like 'while-%'")
              .expect(200)
              .list("items")) {
        assertEquals("FINISHED", Plain.at(item, "status"));
      }
      for (Object row :
          client.rows(
              "select count(*) from public.training_metric m join public.dataflow_execution e"
                  + " on e.id = m.execution_id where e.tag like 'while-%' and m.name = 'loss'"
                  + " group by e.id")) {
        assertEquals(List.of(5.0), row);
      }
      reads++;
    } while (!writing.isDone());
    return reads;
  }
}
