package org.cnnprov.server.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page about the schema names what the store has, and its examples run. */
class SchemaPageTest {

  private static final String PAGE = SpecFiles.text(SpecFiles.path("../docs/reference/schema.md"));
  private static final Pattern EXAMPLE = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path directory;
  private static RunningServer server;

  @BeforeAll
  static void loadTheTrainings() throws IOException {
    server = RunningServer.in(directory);
    for (Path batch : SpecFiles.below("questions", ".ndjson")) {
      server.client().batch(Files.readAllBytes(batch), Map.of()).expect(200);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> anExampleRuns() {
    return examples().stream()
        .map(
            sql ->
                DynamicTest.dynamicTest(
                    sql.lines().findFirst().orElse(""), () -> server.client().rows(sql)));
  }

  @Test
  void everyTableAndViewHasAnExampleAndEveryColumnIsNamed() {
    List<String> missing = new ArrayList<>();
    String examples = String.join("\n", examples());
    List<@Nullable Object> columns =
        server
            .client()
            .rows(
                "select table_name, column_name from information_schema.columns"
                    + " where table_schema = 'public' order by table_name, ordinal_position");
    assertFalse(columns.isEmpty());
    for (Object row : columns) {
      String table = String.valueOf(Plain.list(row).get(0));
      String column = String.valueOf(Plain.list(row).get(1));
      if (!isView(table) && !PAGE.contains("`" + column + "`")) {
        missing.add("column " + table + "." + column);
      }
      if (!isView(table) && !examples.contains("public." + table)) {
        missing.add("example of " + table);
      }
      if (isView(table) && !PAGE.contains("| `" + table + "` |")) {
        missing.add(table);
      }
    }
    assertEquals(List.of(), missing.stream().distinct().toList());
  }

  private static boolean isView(String table) {
    return !server
        .client()
        .rows("select 1 from information_schema.views where table_name = '" + table + "'")
        .isEmpty();
  }

  private static List<String> examples() {
    return EXAMPLE.matcher(PAGE).results().map(SchemaPageTest::text).toList();
  }

  private static String text(MatchResult found) {
    return found.group(1);
  }
}
