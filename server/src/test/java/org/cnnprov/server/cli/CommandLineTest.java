package org.cnnprov.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnprov.server.app.Limits;
import org.cnnprov.server.app.Settings;
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
  void saysWhereNoServerAnswers(@TempDir Path directory) throws IOException {
    String url;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }
    String document = Files.writeString(directory.resolve("a.provn"), "document").toString();
    String[][] commands = {
      {"backup", "--to", directory.toString(), "--url", url},
      {"export", "1", "--url", url},
      {"import-prov", document, "--url", url}
    };
    for (String[] command : commands) {
      assertEquals(1, run(command));
      String told = errors.toString();
      assertTrue(told.contains("no server answers at " + url + "/: start one"), told);
      errors.getBuffer().setLength(0);
    }
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
  void refusesAnAddressThatOthersReach(@TempDir Path empty) {
    assertRefused(
        "--host: expected a loopback address", "--host", "0.0.0.0", "--data", empty.toString());
    assertTrue(errors.toString().contains("token create"), errors.toString());
    assertTrue(errors.toString().contains("--no-auth"), errors.toString());
  }

  @Test
  void saysSoWhereEverybodyMayEverything(@TempDir Path data) {
    PrintWriter said = new PrintWriter(errors, true);
    ServeCommand.warnWhereEverybodyMayEverything(new Settings("127.0.0.1", 0, data), said);
    assertEquals("", errors.toString());
    Settings open = new Settings("0.0.0.0", 0, data, false, false, Limits.defaults());
    ServeCommand.warnWhereEverybodyMayEverything(open, said);
    assertTrue(errors.toString().startsWith("WARNING: --no-auth."), errors.toString());
    assertTrue(errors.toString().contains("0.0.0.0"), errors.toString());
  }

  @Test
  void makesListsAndRevokesTokens(@TempDir Path data) {
    String at = data.resolve("new").toString();
    assertEquals(0, run("token", "create", "--role", "write", "--name", "group 3", "--data", at));
    String secret = output.toString().strip();
    assertTrue(secret.matches("cnnprov_[A-Za-z0-9_-]{43}"), secret);
    String id = errors.toString().split(" ", -1)[1];
    output.getBuffer().setLength(0);
    assertEquals(0, run("token", "list", "--data", at));
    assertTrue(output.toString().contains(id + "  write"), output.toString());
    assertTrue(output.toString().contains("group 3"), output.toString());
    assertFalse(output.toString().contains(secret), output.toString());
    assertEquals(0, run("token", "revoke", id, "--data", at));
    assertEquals(1, run("token", "revoke", id, "--data", at));
    assertTrue(errors.toString().contains("there is no token " + id), errors.toString());
  }

  @Test
  void refusesTokensThatCannotBe() {
    assertEquals(2, run("token"));
    assertEquals(2, run("token", "create"));
    assertEquals(2, run("token", "create", "--role", "root"));
    assertEquals(2, run("token", "create", "--role", "anybody"));
    assertEquals(2, run("token", "create", "--role", "read", "--name", "two\nlines"));
    assertTrue(
        errors.toString().contains("--role: expected one of [read, write, admin], came 'root'"),
        errors.toString());
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
