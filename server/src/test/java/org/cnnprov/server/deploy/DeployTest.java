package org.cnnprov.server.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.server.app.Limit;
import org.cnnprov.server.app.Settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("cnnprov.spec"), "..", "docs", "deploy");

  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM",
          "RUN",
          "COPY",
          "ENV",
          "USER",
          "VOLUME",
          "EXPOSE",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD",
          "ARG",
          "LABEL",
          "WORKDIR");

  @TempDir Path directory;

  @Test
  void systemdFindsNothingWrongWithTheUnit() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path copy = directory.resolve("cnnprov.service");
    String unit = Files.readString(FOLDER.resolve("cnnprov.service"));
    Files.writeString(copy, unit.replace("/usr/bin/java", java));
    Process verify;
    try {
      verify =
          new ProcessBuilder("systemd-analyze", "verify", copy.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      String reason = "systemd-analyze is not on this machine: " + missing.getMessage();
      System.out.println("Skipped, " + reason);
      abort(reason);
      return;
    }
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, verify.waitFor(), said);
    assertTrue(said.lines().noneMatch(line -> line.contains("cnnprov.service")), said);
  }

  @Test
  void theUnitHasSectionsAndAssignmentsAlone() throws IOException {
    String section = "";
    Set<String> sections = new HashSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve("cnnprov.service"))) {
      if (line.startsWith("[")) {
        section = line;
        sections.add(section);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        assertTrue(line.matches("[A-Z][A-Za-z]+=.*") && !section.isEmpty(), line);
      }
    }
    assertEquals(Set.of("[Unit]", "[Service]", "[Install]"), sections);
  }

  @Test
  void theImageRunsAsSomebodyElseThanRootWithAVolumeAndAHealthCheck() throws IOException {
    List<String> instructions = instructions();
    Set<String> names = new HashSet<>();
    for (String instruction : instructions) {
      String name = instruction.split("\\s", 2)[0];
      assertTrue(INSTRUCTIONS.contains(name), instruction);
      names.add(name);
    }
    assertTrue(instructions.get(0).startsWith("FROM "), instructions.get(0));
    assertTrue(names.containsAll(Set.of("VOLUME", "HEALTHCHECK", "ENTRYPOINT", "CMD")));
    List<String> users = instructions.stream().filter(line -> line.startsWith("USER ")).toList();
    assertEquals(List.of("USER 10001:10001"), users);
    for (String list : List.of("ENTRYPOINT ", "CMD ", "VOLUME ")) {
      assertTrue(
          instructions.stream()
              .filter(line -> line.startsWith(list))
              .allMatch(line -> line.matches(list + "\\[(\"[^\"]+\"(, )?)+]")),
          list);
    }
  }

  @Test
  void theyNameSettingsThatThereAre() throws IOException {
    Set<String> variables = new HashSet<>();
    Arrays.stream(Setting.values()).map(Setting::variable).forEach(variables::add);
    Arrays.stream(Limit.values()).map(Limit::variable).forEach(variables::add);
    for (String file : List.of("cnnprov.service", "Containerfile", "README.md")) {
      Arrays.stream(Files.readString(FOLDER.resolve(file)).split("[^A-Z_]"))
          .filter(word -> word.startsWith("CNNPROV_") && word.length() > "CNNPROV_".length())
          .forEach(word -> assertTrue(variables.contains(word), file + ": " + word));
    }
  }

  /** The lines of the container file, continued ones joined. */
  private static List<String> instructions() throws IOException {
    List<String> instructions = new ArrayList<>();
    StringBuilder instruction = new StringBuilder();
    for (String line : Files.readAllLines(FOLDER.resolve("Containerfile"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean continued = line.endsWith("\\");
      instruction.append(continued ? line.substring(0, line.length() - 1) : line);
      if (!continued) {
        instructions.add(instruction.toString().strip());
        instruction.setLength(0);
      }
    }
    assertEquals("", instruction.toString(), "the last line is continued");
    return instructions;
  }
}
