package org.cnnprov.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir Path directory;

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    for (String expected : new String[] {"ID", "--plan", "--format", "jsonld", "Examples:"}) {
      assertTrue(output.toString().contains(expected), output::toString);
    }
  }

  @Test
  void writesTheSameBytesWithAndWithoutAServer() throws IOException {
    Path data = directory.resolve("data");
    Path through = directory.resolve("through.json");
    try (RunningServer server = RunningServer.in(data)) {
      byte[] batch = Files.readAllBytes(SpecFiles.path("golden/batches/training.ndjson"));
      server.client().batch(batch, Map.of()).expect(200);
      String url = "http://127.0.0.1:" + server.client().port();
      assertEquals(
          0, export(data, through, "1", "--format", "json", "--url", url), errors::toString);
      assertEquals(
          server.client().get("/api/v1/executions/1/provenance?format=json").body(),
          Files.readString(through));
    }
    Path closed = directory.resolve("closed.json");
    assertEquals(0, export(data, closed, "1", "--format", "json"), errors::toString);
    assertEquals(Files.readString(through), Files.readString(closed));
    Path plan = directory.resolve("plan.provn");
    assertEquals(0, export(data, plan, "1", "--plan"), errors::toString);
    assertTrue(Files.readString(plan).contains("entity(plan:transformation.denseblock, "));
  }

  @Test
  void saysThatThereIsNoSuchExecutionAndWritesNothing() {
    Path file = directory.resolve("none.provn");
    assertEquals(1, export(directory.resolve("data"), file, "7"));
    assertTrue(errors.toString().contains("404"), errors::toString);
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesACommandLineThatIsWrong() {
    assertEquals(2, run());
    assertEquals(2, run("one"));
    assertEquals(2, run("1", "--format", "dot"));
    assertTrue(errors.toString().contains("--format: expected one of [provn,"), errors::toString);
    assertEquals(2, run("1", "--url", "here"));
  }

  private int export(Path data, Path file, String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    all[arguments.length + 2] = "--output";
    all[arguments.length + 3] = file.toString();
    return run(all);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
    String[] all = new String[arguments.length + 1];
    all[0] = ExportCommand.NAME;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }
}
