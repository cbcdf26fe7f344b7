package org.cnnprov.server.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.backup.BackupFile;
import org.cnnprov.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code backup} and {@code restore}. */
final class BackupCommand {

  static final String BACKUP = "backup";
  static final String RESTORE = "restore";

  private static final String TO = "--to";
  private static final String TOKENS = "--tokens";
  private static final double MEGABYTE = 1024 * 1024;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'cnnprov-'uuuuMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

  private BackupCommand() {}

  static CommandLine backup() {
    CommandSpec spec = CommandSpec.create().name(BACKUP).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Copies a store, all of one moment: what was acknowledged before is in the copy.",
            "",
            "The server that holds the store goes on meanwhile. Refused requests are copied too.")
        .footer(
            "",
            "Examples:",
            "  java -jar cnnprov.jar backup --to /backups",
            "  java -jar cnnprov.jar backup --to store.zip --tokens",
            "  CNNPROV_TOKEN=… java -jar cnnprov.jar backup --to store.zip --url http://node1:22000");
    OptionSpec to =
        OptionSpec.builder(TO)
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("DIR|FILE")
            .description(
                "The file to write, or a directory to write it to under a name with the time.")
            .build();
    spec.addOption(to);
    spec.addOption(
        OptionSpec.builder(TOKENS)
            .type(boolean.class)
            .arity("0")
            .description("Copy the tokens too, of which only hashes are stored.")
            .build());
    spec.addOption(StoreOptions.url("The server whose store it is."));
    spec.addOption(StoreOptions.data());
    return new CommandLine(spec);
  }

  static CommandLine restore() {
    CommandSpec spec = CommandSpec.create().name(RESTORE).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Puts a backup into a directory that holds no store, for a server to start on.",
            "",
            "Clients that have sent more since are told to go on; what the store lacks is "
                + "recorded as a gap of their executions.")
        .footer(
            "",
            "Examples:",
            "  java -jar cnnprov.jar restore store.zip --data ./restored",
            "  java -jar cnnprov.jar serve --data ./restored");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("FILE")
            .arity("1")
            .required(true)
            .type(String.class)
            .description("The backup.")
            .build());
    spec.addOption(StoreOptions.data());
    return new CommandLine(spec);
  }

  static int runBackup(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    Path to = Path.of(arguments.matchedOptionValue(TO, "")).toAbsolutePath();
    Path file = Files.isDirectory(to) ? to.resolve(NAME.format(Instant.now())) : to;
    boolean tokens = arguments.matchedOptionValue(TOKENS, false);
    try (StoreServer server = StoreOptions.server(arguments)) {
      line.getErr().println("Copying the store through " + server.address());
      line.getErr().flush();
      String secret = System.getenv(StoreOptions.TOKEN_VARIABLE);
      BackupFile.fetch(server.address(), secret, tokens, file);
      line.getOut().printf("%s (%.1f MiB)%n", file, Files.size(file) / MEGABYTE);
      line.getOut().flush();
      return CommandLine.ExitCode.OK;
    } catch (FileAlreadyExistsException there) {
      return failed(line, "The backup failed: there is already a file " + there.getFile());
    } catch (IOException | StoreException failure) {
      return failed(line, "The backup failed: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return failed(line, "The backup was interrupted");
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(line, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  static int runRestore(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    Path directory = StoreOptions.directory(arguments);
    try {
      Path file = Path.of(arguments.matchedPositionalValue(0, ""));
      line.getOut().printf("%s: %s%n", directory, BackupFile.restore(file, directory));
      line.getOut().flush();
      return CommandLine.ExitCode.OK;
    } catch (FileAlreadyExistsException there) {
      return failed(
          line,
          "Nothing was restored: there is already a file %s; move that store away, or give another --data"
              .formatted(there.getFile()));
    } catch (IOException failure) {
      return failed(line, "Nothing was restored: " + failure.getMessage());
    }
  }

  private static int failed(CommandLine line, String reason) {
    line.getErr().println(reason);
    line.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
