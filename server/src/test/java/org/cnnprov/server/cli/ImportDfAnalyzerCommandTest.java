package org.cnnprov.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportDfAnalyzerCommandTest {

  private static final String COMPLETE =
      SpecFiles.path("golden/dfanalyzer-dumps/without-executions.sql").toString();
  private static final String INCOMPLETE =
      SpecFiles.path("golden/dfanalyzer-dumps/with-executions.sql").toString();

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir Path directory;

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    for (String expected :
        new String[] {"DUMP", "--url", "--report", "CNNPROV_TOKEN", "Exit codes:", "Examples:"}) {
      assertTrue(output.toString().contains(expected), output::toString);
    }
  }

  @Test
  void importsIntoTheStoreOfADirectoryAndReports() throws IOException {
    String data = directory.resolve("data").toString();
    Path report = directory.resolve("report.json");
    for (int time = 1; time <= 2; time++) {
      assertEquals(
          0, run(COMPLETE, "--data", data, "--report", report.toString()), errors::toString);
    }
    assertTrue(output.toString().contains("All is in the store."), output::toString);
    assertTrue(
        output.toString().matches("(?s).*\"twice\"\\.\"ds_osolve\" +3 +3\\R.*"), output::toString);
    Object written = Plain.parse(Files.readString(report));
    assertEquals(true, Plain.at(written, "complete"));
    assertEquals("without-executions.sql", Plain.at(written, "dump", "file"));
    assertFalse(Files.exists(directory.resolve("data").resolve("server.url")));
  }

  @Test
  void saysByItsExitCodeThatSomethingIsMissing() {
    try (RunningServer server = RunningServer.in(directory.resolve("data"))) {
      assertEquals(3, run(INCOMPLETE, "--url", "http://127.0.0.1:" + server.client().port()));
    }
    assertTrue(
        output.toString().contains("not carried: \"alexnet-df\".\"notes\": 2: "), output::toString);
    assertTrue(output.toString().contains("Not all of the dump is in the store"), output::toString);
  }

  @Test
  void saysInWhichLineADumpIsWrongAndOpensNoStore() throws IOException {
    Path wrong = directory.resolve("wrong.sql");
    Files.writeString(wrong, "START TRANSACTION;\nCREATE TABLE t (a INTEGER;\n");
    Path data = directory.resolve("data");
    assertEquals(1, run(wrong.toString(), "--data", data.toString()));
    assertTrue(
        errors.toString().contains("wrong.sql, line 2: the column or constraint that begins here"),
        errors::toString);
    assertFalse(Files.exists(data));
  }

  @Test
  void refusesACommandLineThatIsWrong() {
    assertEquals(2, run());
    assertEquals(2, run(COMPLETE, "--url", "localhost"));
    assertTrue(
        errors.toString().contains("--url: expected an address such as http://127.0.0.1:22000"),
        errors::toString);
    assertEquals(1, run(directory.resolve("absent.sql").toString()));
    assertTrue(errors.toString().contains("there is no file"), errors::toString);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = ImportDfAnalyzerCommand.NAME;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(errors, true));
    return line.execute(all);
  }
}
