package org.cnnprov.server.migration.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.Rows;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each golden dump through the real server: the report, and the rows that it leaves; twice. */
class GoldenDumpsTest {

  @TestFactory
  Stream<DynamicTest> leavesTheStateThatTheFileStatesHoweverOftenItIsImported(
      @TempDir Path directory) {
    return SpecFiles.below("golden/dfanalyzer-dumps", ".sql").stream()
        .map(dump -> DynamicTest.dynamicTest(name(dump), () -> check(dump, directory)));
  }

  private static void check(Path dump, Path directory) throws Exception {
    Object golden = SpecFiles.json(dump.resolveSibling(name(dump) + ".expected.json"));
    try (RunningServer server = RunningServer.in(directory.resolve(name(dump)))) {
      for (int time = 1; time <= 2; time++) {
        Map<String, @Nullable Object> report = Importing.into(server.client(), dump);
        checkReport(Plain.object(golden), report);
        Rows.check(server.client(), name(dump), golden);
        checkNumbers(server.client(), report);
      }
    }
  }

  private static void checkReport(
      Map<String, @Nullable Object> golden, Map<String, @Nullable Object> report) {
    assertEquals(List.of(), report.get("refused"));
    assertEquals(
        golden.get("executions"),
        each(
            report.get("executions"),
            "dataflow",
            "execution",
            "tasks",
            "tasks_that_never_ended",
            "rows"));
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    for (Object line : Plain.list(report.get("tables"))) {
      assertEquals(true, Plain.at(line, "explained"), () -> "not explained: " + line);
      counts.put(
          String.valueOf(Plain.at(line, "table")),
          Arrays.asList(Plain.at(line, "dump"), Plain.at(line, "store")));
    }
    assertEquals(golden.get("counts"), counts);
    assertEquals(golden.get("not_carried"), each(report.get("not_carried"), "table", "count"));
    assertEquals(golden.get("complete"), report.get("complete"));
  }

  /** The new number of each task leads to the task that had the old one. */
  private static void checkNumbers(Client client, Map<String, @Nullable Object> report) {
    for (Object pair : Plain.list(Plain.at(report, "ids", "task"))) {
      long number = Plain.number(Plain.at(pair, 1));
      assertEquals(1, client.rows("select 1 from public.task where id = " + number).size(), "task");
    }
    assertEquals(
        Plain.list(Plain.at(report, "ids", "task")).size(),
        Plain.list(Plain.at(report, "ids", "task")).stream()
            .map(pair -> Plain.at(pair, 1))
            .distinct()
            .count());
  }

  private static List<@Nullable Object> each(@Nullable Object objects, String... members) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object object : Plain.list(objects)) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String member : members) {
        values.add(Plain.at(object, member));
      }
      all.add(values);
    }
    return all;
  }

  private static String name(Path dump) {
    return dump.getFileName().toString().replace(".sql", "");
  }
}
