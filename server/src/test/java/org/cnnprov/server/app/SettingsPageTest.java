package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.model.Name;
import org.cnnprov.server.app.Settings.Setting;
import org.junit.jupiter.api.Test;

/** docs/reference/settings.md says what the code does. */
class SettingsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("cnnprov.spec"), "..", "docs", "reference", "settings.md");

  @Test
  void thePageHasEachSettingWithItsDefault() throws IOException {
    List<String> expected =
        Arrays.stream(Setting.values())
            .map(
                setting ->
                    "| `%s` | `%s` | `%s` | %s |"
                        .formatted(
                            setting.option(),
                            setting.variable(),
                            setting.otherwise().replace(System.getProperty("user.home"), "~"),
                            setting.sentence()))
            .toList();
    assertEquals(
        expected, rows("| `--", 4).stream().filter(row -> !row.contains("--max")).toList());
  }

  @Test
  void thePageHasEachLimitWithItsDefaultAndRange() throws IOException {
    List<String> expected =
        Arrays.stream(Limit.values())
            .map(
                limit ->
                    "| `%s` | `%s` | %s | %s – %s | %s |"
                        .formatted(
                            limit.option(),
                            limit.variable(),
                            limit.otherwise(),
                            limit.least(),
                            limit.most(),
                            limit.sentence()))
            .toList();
    assertEquals(expected, rows("| `--max", 5));
  }

  @Test
  void thePageHasTheBoundsThatCannotBeSet() throws IOException {
    String page = Files.readString(PAGE);
    for (String row :
        List.of(
            "| characters of a name | %,d |".formatted(Name.MAX_LENGTH),
            "| transformations of a dataflow | %,d |".formatted(DataflowBounds.TRANSFORMATIONS),
            "| data sets of a dataflow | %,d |".formatted(DataflowBounds.SETS))) {
      assertTrue(page.contains(row), row);
    }
  }

  private static List<String> rows(String beginning, int columns) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith(beginning))
        .filter(line -> line.chars().filter(character -> character == '|').count() == columns + 1)
        .toList();
  }
}
