package org.cnnprov.server.cli;

import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Version;
import org.cnnprov.server.log.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code java -jar cnnprov.jar}. */
@Command(
    name = "cnnprov",
    description = "Provenance of the training of neural networks, queryable while they train.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Release.class)
public final class Main {

  private Main() {}

  /** For {@code --version}. */
  static final class Release implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"CNNProv " + Version.CURRENT};
    }
  }

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(ServeCommand.NAME)) {
      Server.prepare();
    }
    Logging.begin();
    int code = commandLine().execute(arguments);
    if (code != CommandLine.ExitCode.OK) {
      System.exit(code);
    }
    // A server that was started goes on: its threads keep the process alive until SIGTERM.
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(ServeCommand.NAME, ServeCommand.commandLine())
        .addSubcommand(ExportCommand.NAME, ExportCommand.commandLine())
        .addSubcommand(ImportDfAnalyzerCommand.NAME, ImportDfAnalyzerCommand.commandLine())
        .addSubcommand(ImportProvCommand.NAME, ImportProvCommand.commandLine())
        .addSubcommand(BackupCommand.BACKUP, BackupCommand.backup())
        .addSubcommand(BackupCommand.RESTORE, BackupCommand.restore())
        .addSubcommand(TokenCommand.NAME, TokenCommand.commandLine())
        .setExecutionStrategy(Main::run)
        .setParameterExceptionHandler(Main::explain);
  }

  private static int run(ParseResult arguments) {
    Integer helped = CommandLine.executeHelpRequest(arguments);
    if (helped != null) {
      return helped;
    }
    if (!arguments.hasSubcommand()) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(), "expected a command, came none");
    }
    ParseResult command = arguments.subcommand();
    return switch (command.commandSpec().name()) {
      case ExportCommand.NAME -> ExportCommand.run(command);
      case ImportDfAnalyzerCommand.NAME -> ImportDfAnalyzerCommand.run(command);
      case ImportProvCommand.NAME -> ImportProvCommand.run(command);
      case BackupCommand.BACKUP -> BackupCommand.runBackup(command);
      case BackupCommand.RESTORE -> BackupCommand.runRestore(command);
      case TokenCommand.NAME -> TokenCommand.run(command);
      default -> ServeCommand.run(command);
    };
  }

  private static int explain(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    line.getErr().println(wrong.getMessage());
    line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }
}
