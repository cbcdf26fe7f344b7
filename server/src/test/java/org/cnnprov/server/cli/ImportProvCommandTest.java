package org.cnnprov.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.spec.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportProvCommandTest {

  private static final String DOCUMENT =
      "document\nprefix ex <https://example.org/>\nentity(ex:e)\nendDocument\n";

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir Path directory;
  private Path document;

  @BeforeEach
  void write() throws IOException {
    document = Files.writeString(directory.resolve("made elsewhere.provn"), DOCUMENT);
  }

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    for (String expected : List.of("FILE", "--format", "--url", "Examples:")) {
      assertTrue(output.toString().contains(expected), output::toString);
    }
  }

  @Test
  void bringsFilesIntoAClosedStoreAndThroughAServer() throws IOException {
    Path data = directory.resolve("data");
    assertEquals(0, run(document.toString(), "--data", data.toString()), errors::toString);
    assertTrue(
        output.toString().contains(document + ": document 1, 1 statements"), output::toString);
    Path exported = directory.resolve("exported.json");
    assertEquals(
        0,
        execute(
            ExportCommand.NAME,
            List.of(
                "1",
                "--imported",
                "--format",
                "json",
                "--output",
                exported.toString(),
                "--data",
                data.toString())),
        errors::toString);
    try (RunningServer server = RunningServer.in(data)) {
      String url = "http://127.0.0.1:" + server.client().port();
      assertEquals(
          0, run(document.toString(), exported.toString(), "--url", url), errors::toString);
      assertTrue(
          output.toString().contains(document + ": document 1, which was there already"),
          output::toString);
      assertTrue(output.toString().contains(exported + ": document 2"), output::toString);
      assertEquals(
          "made elsewhere.provn", server.client().get("/api/v1/provenance").at("items", 1, "name"));
    }
  }

  @Test
  void goesOnBehindAFileThatIsRefusedAndSaysWhere() throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong.provn"), "document\nentity(e)\n");
    String data = directory.resolve("data").toString();
    assertEquals(1, run(wrong.toString(), document.toString(), "--data", data));
    assertTrue(errors.toString().contains(wrong + ": line 2, column 8: "), errors::toString);
    assertTrue(output.toString().contains("document 1, 1 statements"), output::toString);
    assertEquals(1, run(directory.resolve("none.json").toString(), "--data", data));
    assertTrue(errors.toString().contains("there is no file"), errors::toString);
  }

  @Test
  void refusesACommandLineThatIsWrong() {
    assertEquals(2, run());
    assertEquals(2, run("workflow.ttl"));
    assertTrue(errors.toString().contains("expected a file whose name ends in"), errors::toString);
    assertEquals(2, run("workflow.txt", "--format", "ttl"));
  }

  private int run(String... arguments) {
    return execute(ImportProvCommand.NAME, List.of(arguments));
  }

  private int execute(String command, List<String> arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    return line.execute(all.toArray(new String[0]));
  }
}
