package org.cnnprov.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void explainsItself() {
    assertEquals(0, run("serve", "--help"));
    for (String expected : new String[] {"--host", "CNNPROV_PORT", "Examples:", "22000"}) {
      assertTrue(output.toString().contains(expected), () -> output.toString());
    }
  }

  @Test
  void tellsItsVersion() {
    assertEquals(0, run("--version"));
    assertTrue(output.toString().startsWith("CNNProv "), output.toString());
  }

  @Test
  void refusesToBeginWithoutACommand() {
    assertEquals(2, run());
    assertTrue(errors.toString().contains("expected a command"), errors.toString());
  }

  @Test
  void refusesAPortThatIsNone() {
    assertRefused("--port: expected a number from 0 to 65535, came 'http'", "--port", "http");
    assertRefused("--port: expected a number from 0 to 65535, came '65536'", "--port", "65536");
  }

  @Test
  void refusesADirectoryThatIsAFile(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused("--data: expected a directory", "--data", file.toString());
  }

  @Test
  void refusesAnAddressThatOthersReach() {
    assertRefused("--host: expected a loopback address", "--host", "0.0.0.0");
    assertTrue(errors.toString().contains("--no-auth"), errors.toString());
  }

  @Test
  void refusesOptionsThatItDoesNotHave() {
    assertEquals(2, run("serve", "--prot", "1"));
    assertTrue(errors.toString().contains("--prot"), errors.toString());
  }

  private void assertRefused(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "serve";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertEquals(2, run(all));
    assertTrue(errors.toString().contains(message), errors.toString());
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(errors));
    return line.execute(arguments);
  }
}
