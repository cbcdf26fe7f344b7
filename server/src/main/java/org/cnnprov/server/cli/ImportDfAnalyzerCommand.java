package org.cnnprov.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.migration.dfanalyzer.DfAnalyzerImport;
import org.cnnprov.server.migration.dfanalyzer.ImportException;
import org.cnnprov.server.migration.dfanalyzer.ImportReport;
import org.cnnprov.server.migration.dfanalyzer.ServerConnection;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code import-dfanalyzer}: brings the dump of a DfAnalyzer database in. */
final class ImportDfAnalyzerCommand {

  static final String NAME = "import-dfanalyzer";

  /** All was sent, and something of the dump is not in the store. */
  static final int INCOMPLETE = 3;

  private static final String REPORT = "--report";

  private ImportDfAnalyzerCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
    spec.versionProvider(new Main.Release());
    spec.usageMessage()
        .description(
            "Brings a DfAnalyzer database in, from the text that MonetDB's msqldump wrote of it.",
            "",
            "It can be run again: what is in the store stays as it is, what is missing comes in. "
                + "Where a server holds the store, the import goes through it.")
        .footer(
            "",
            "Exit codes: 0 all is in the store; 1 it could not be done; 2 the command line is wrong; "
                + "3 something of the dump is not in the store, and the report says what.",
            "",
            "Examples:",
            "  msqldump --database=dataflow_analyzer > dump.sql",
            "  java -jar cnnprov.jar import-dfanalyzer dump.sql",
            "  java -jar cnnprov.jar import-dfanalyzer dump.sql --report report.json",
            "  java -jar cnnprov.jar import-dfanalyzer dump.sql --url http://127.0.0.1:22000");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DUMP")
            .arity("1")
            .required(true)
            .type(String.class)
            .description("The dump, a file: it is read twice.")
            .build());
    spec.addOption(StoreOptions.url("The server to send it to."));
    spec.addOption(StoreOptions.data());
    spec.addOption(
        StoreOptions.option(
            REPORT,
            "FILE",
            "Write the report there as JSON: row counts, what was not carried, old and new numbers."));
    return new CommandLine(spec);
  }

  static int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    Path dump = path(line, arguments.matchedPositionalValue(0, ""));
    try {
      return bringIn(dump, arguments, line);
    } catch (NoSuchFileException absent) {
      return failed(line, "there is no file " + absent.getFile());
    } catch (IOException broken) {
      return failed(line, String.valueOf(broken.getMessage()));
    } catch (DumpException noDump) {
      return failed(line, dump + ", " + noDump.getMessage());
    } catch (ImportException | StoreException failure) {
      return failed(line, String.valueOf(failure.getMessage()));
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(line, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private static int bringIn(Path file, ParseResult arguments, CommandLine line)
      throws IOException, DumpException, ImportException, StoreException, InvalidSettingException {
    Progress progress = new Progress(line.getErr(), Files.size(file));
    DfAnalyzerImport migration = DfAnalyzerImport.read(file, progress.of("looked through"));
    try (StoreServer server = StoreOptions.server(arguments)) {
      ServerConnection connection =
          new ServerConnection(server.address(), System.getenv(StoreOptions.TOKEN_VARIABLE));
      line.getErr().println("Importing through " + server.address());
      ImportReport report = migration.bringIn(connection, Clock.systemUTC(), progress.of("sent"));
      return tell(report, arguments, line);
    }
  }

  private static int tell(ImportReport report, ParseResult arguments, CommandLine line)
      throws IOException {
    PrintWriter out = line.getOut();
    report.summary().forEach(out::println);
    String file = arguments.matchedOptionValue(REPORT, (String) null);
    if (file != null) {
      try (OutputStream output = Files.newOutputStream(path(line, file))) {
        report.writeTo(output);
      }
      out.println("The whole report: " + file);
    }
    boolean missing = report.somethingIsMissing();
    out.println(
        missing ? "Not all of the dump is in the store; see above." : "All is in the store.");
    out.flush();
    return missing ? INCOMPLETE : CommandLine.ExitCode.OK;
  }

  private static Path path(CommandLine line, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new ParameterException(
          line, "expected the path of a file, came '" + text + "'", invalid);
    }
  }

  private static int failed(CommandLine line, String reason) {
    line.getErr().println("The import failed: " + reason);
    line.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
