package org.cnnprov.server.migration.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DfAnalyzerImportTest {

  private static final Path WITH = SpecFiles.path("golden/dfanalyzer-dumps/with-executions.sql");
  private static final Path WITHOUT =
      SpecFiles.path("golden/dfanalyzer-dumps/without-executions.sql");

  @TempDir Path directory;

  @Test
  void leavesOutExecutionsThatTheStoreHasFromElsewhere() throws Exception {
    Path later = directory.resolve("later.sql");
    Files.writeString(later, Files.readString(WITH) + "-- a dump of the same database, later\n");
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      Importing.into(server.client(), WITH);
      Map<String, @Nullable Object> report = Importing.into(server.client(), later);
      for (Object execution : Plain.list(report.get("executions"))) {
        assertEquals(
            "executions that are in the store already, from elsewhere",
            Plain.at(execution, "left_out"));
      }
      assertEquals(List.of(List.of(6.0)), count(server, "\"alexnet-df\".otrainingmodel"));
      assertEquals(List.of(List.of(7.0)), count(server, "public.task"));
      for (Object table : Plain.list(report.get("tables"))) {
        assertEquals(true, Plain.at(table, "explained"), () -> String.valueOf(table));
      }
    }
  }

  @Test
  void keepsExecutionsOfTwoDatabasesApartThatNobodyNamed() throws Exception {
    Path other = directory.resolve("other.sql");
    Files.writeString(other, Files.readString(WITHOUT).replace("11.87", "99.5"));
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      Importing.into(server.client(), WITHOUT);
      for (int time = 1; time <= 2; time++) {
        assertEquals(true, Importing.into(server.client(), other).get("complete"));
        assertEquals(true, Importing.into(server.client(), WITHOUT).get("complete"));
      }
      assertEquals(
          List.of(List.of(11.87), List.of(99.5)),
          server
              .client()
              .rows(
                  "select o.loss from \"keras-df\".otrainingmodel o where o.epoch = 0 order by 1"));
      assertEquals(List.of(List.of(10.0)), count(server, "public.task"));
    }
  }

  @Test
  void doesNotTouchADataflowWhoseTypesDiffer() throws Exception {
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      Client client = server.client();
      client
          .events(
              "{\"type\":\"dataflow_declared\",\"at\":\"2026-11-23T12:00:00Z\",\"dataflow\":{\"tag\":\"Keras-DF\","
                  + "\"transformations\":[{\"tag\":\"trainingmodel\",\"sets\":[{\"tag\":\"otrainingmodel\","
                  + "\"type\":\"OUTPUT\",\"attributes\":[{\"name\":\"loss\",\"type\":\"TEXT\"}]}]}]}}")
          .expect(200);
      for (int time = 1; time <= 2; time++) {
        ImportException refused =
            assertThrows(ImportException.class, () -> Importing.into(client, WITHOUT));
        assertEquals(
            "the dataflow 'keras-df' cannot be declared, nothing of it was imported: attribute"
                + " 'loss' of set 'otrainingmodel' is TEXT, and cannot become NUMERIC",
            refused.getMessage());
      }
      assertEquals(List.of(List.of(0.0)), count(server, "public.task"));
    }
  }

  @Test
  void saysWhatIsWrongWithACatalogue() throws IOException {
    refuses(
        "line 1: expected the catalogue of a DfAnalyzer database, came a dump without rows of the"
            + " table \"dataflow\"; dump the whole database (msqldump DATABASE)",
        "START TRANSACTION;\nCOMMIT;\n");
    String dataflow =
        """
        CREATE TABLE "public"."dataflow" ("id" INTEGER, "tag" VARCHAR(50));
        INSERT INTO "public"."dataflow" VALUES (1, 'a');
        CREATE TABLE "public"."data_set" ("id" INTEGER, "df_id" INTEGER, "tag" VARCHAR(50));
        """;
    refuses(
        "line 4: 's' belongs to dataflow 2, which the dump does not hold",
        dataflow + "INSERT INTO \"public\".\"data_set\" VALUES (1, 2, 's');\n");
    refuses(
        "line 4: table \"public\".\"data_set\", column \"id\": expected a whole number, came 'x'",
        dataflow + "INSERT INTO \"public\".\"data_set\" VALUES ('x', 1, 's');\n");
    refuses(
        "line 4: table \"public\".\"data_set\", column \"tag\": expected a text, came none",
        dataflow + "INSERT INTO \"public\".\"data_set\" VALUES (1, 1, 'null');\n");
    refuses(
        "line 5: task 3 belongs to transformation 9, which the dump does not hold",
        dataflow
            + "CREATE TABLE \"public\".\"task\" (id INT, identifier INT, df_version INT, dt_id INT);\n"
            + "INSERT INTO \"public\".\"task\" VALUES (3, 1, 1, 9);\n");
  }

  private void refuses(String message, String dump) throws IOException {
    Path file = directory.resolve("wrong.sql");
    Files.writeString(file, dump);
    DumpException wrong =
        assertThrows(DumpException.class, () -> DfAnalyzerImport.read(file, read -> {}));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void tellsReadersWhatHappened() throws Exception {
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      Map<String, @Nullable Object> report = Importing.into(server.client(), WITHOUT);
      List<@Nullable Object> notes = Plain.list(report.get("notes"));
      assertTrue(
          notes.stream()
              .anyMatch(
                  note ->
                      String.valueOf(note)
                          .contains("nothing tells its runs apart: all tasks are in one")),
          () -> notes.toString());
      assertTrue(
          notes.stream().anyMatch(note -> String.valueOf(note).contains("tell 3 runs apart")),
          () -> notes.toString());
    }
  }

  private static List<@Nullable Object> count(RunningServer server, String table) {
    return server.client().rows("select count(*) from " + table);
  }
}
