package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a model file comes from, and under which configuration an error happened. */
public abstract class ModelFilesAndErrors implements StoreUnderTest {

  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aFileHasEveryHyperparameterInForceWhenItWasWritten() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("net", "run"));
    lines.add(
        Trainings.rows(
            "iTrainingModel",
            "{\"LEARNING_RATE\":0.1,\"MOMENTUM\":0.9,\"OPTIMIZER_NAME\":\"SGD\"}"));
    lines.addAll(block("{\"K\":16,\"momentum\":7}"));
    lines.add(file("first.keras", "\"output\"", "\"epoch\":1,"));
    lines.addAll(adaptation(1, 3, "momentum", 0.5));
    lines.addAll(adaptation(2, 3, "momentum", 0.4));
    lines.addAll(adaptation(3, 2, "learning_rate", 0.01));
    lines.add(file("third.keras", "\"output\"", "\"epoch\":3,"));
    lines.add(file("data.npz", "\"input\"", ""));
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(
            Arrays.asList(1.0, "denseblock", "k", 16.0, null),
            Arrays.asList(1.0, "denseblock", "momentum", 7.0, null),
            Arrays.asList(1.0, "trainingmodel", "learning_rate", 0.1, null),
            Arrays.asList(1.0, "trainingmodel", "momentum", 0.9, null),
            Arrays.asList(1.0, "trainingmodel", "optimizer_name", null, "SGD"),
            Arrays.asList(3.0, "denseblock", "k", 16.0, null),
            Arrays.asList(3.0, "denseblock", "momentum", 7.0, null),
            Arrays.asList(3.0, "trainingmodel", "learning_rate", 0.01, null),
            Arrays.asList(3.0, "trainingmodel", "momentum", 0.4, null),
            Arrays.asList(3.0, "trainingmodel", "optimizer_name", null, "SGD")),
        Answers.rows(
            store,
            "SELECT epoch, transformation, name, number, text"
                + " FROM public.model_file_hyperparameter ORDER BY 1, 2, 3"));
  }

  @Test
  void aFileThatNamesNoEpochBelongsToTheLastOneToldByThen() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("net", "run"));
    lines.add(Trainings.rows("iTrainingModel", "{\"LEARNING_RATE\":0.1}"));
    lines.add(at("03", Trainings.rows("oTrainingModel", "{\"epoch\":1,\"loss\":0.5}")));
    lines.add(at("05", file("weights.keras", "\"output\"", "")));
    lines.add(at("07", Trainings.rows("oTrainingModel", "{\"epoch\":2,\"loss\":0.25}")));
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    for (String schema : List.of("net", "public")) {
      assertEquals(
          List.of(List.of("weights.keras", 1.0, 0.1, 0.5)),
          Answers.rows(
              store, "SELECT name, epoch, learning_rate, loss FROM " + schema + ".model_file"));
    }
  }

  @Test
  void anErrorOutsideOfTasksIsTheExecutions() throws Exception {
    List<String> lines =
        List.of(
            Trainings.start("net", "run").get(0),
            Trainings.start("net", "run").get(1),
            """
            {"type":"execution_ended","at":"2026-11-23T13:00:00Z","status":"FAILED","error":{"type":"OSError","message":"no space"}}""");
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(Arrays.asList("run", "FAILED", null, null, "OSError", "no space")),
        Answers.rows(
            store,
            "SELECT execution, status, transformation, task, error_type, error"
                + " FROM public.execution_error"));
  }

  @Test
  void anErrorHasTheRateInForceAndAnOpenTaskTheErrorThatEndedIt() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("net", "run"));
    lines.add(Trainings.rows("iTrainingModel", "{\"LEARNING_RATE\":0.1,\"dropout\":0.5}"));
    lines.addAll(adaptation(1, 2, "learning_rate", 0.01));
    lines.add(ended("Adaptation"));
    lines.add(Trainings.rows("oTrainingModel", "{\"epoch\":1,\"loss\":0.5}"));
    lines.add(
        """
        {"type":"execution_ended","at":"2026-11-23T13:00:00Z","status":"FAILED","error":{"type":"KeyboardInterrupt","message":"stopped"}}""");
    store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
    assertEquals(
        List.of(List.of("trainingmodel", "1", "KeyboardInterrupt", "stopped", 0.01, 0.1, 0.5)),
        Answers.rows(
            store,
            "SELECT transformation, task, error_type, error, learning_rate,"
                + " initial_learning_rate, dropout FROM net.execution_error"));
  }

  private static List<String> block(String row) {
    return List.of(
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"net","transformations":[{"tag":"DenseBlock","sets":[{"tag":"iDenseBlock","type":"INPUT","attributes":[{"name":"K","type":"NUMERIC"}]}]}]}}""",
        """
        {"type":"task_begun","at":"2026-11-23T12:00:02Z","transformation":"DenseBlock","task":"1"}""",
        """
        {"type":"elements","at":"2026-11-23T12:00:03Z","transformation":"DenseBlock","task":"1","set":"iDenseBlock","rows":[%s]}"""
            .formatted(row));
  }

  private static List<String> adaptation(int id, int epoch, String attribute, double value) {
    return Trainings.adaptation(
        id,
        "{\"epoch_id\":%d,\"adaptation_id\":%d,\"attribute\":\"%s\",\"new_value\":%s}"
            .formatted(epoch, id, attribute, value));
  }

  private static String ended(String transformation) {
    return """
        {"type":"task_ended","at":"2026-11-23T12:00:05Z","transformation":"%s","task":"1","status":"FINISHED"}"""
        .formatted(transformation);
  }

  private static String file(String name, String role, String epoch) {
    return """
        {"type":"file","at":"2026-11-23T12:00:03Z","transformation":"TrainingModel","task":"1",%s"role":%s,"name":"%s","path":"/scratch"}"""
        .formatted(epoch, role, name);
  }

  private static String at(String second, String line) {
    return line.replace("T12:00:03Z", "T12:00:" + second + "Z");
  }
}
