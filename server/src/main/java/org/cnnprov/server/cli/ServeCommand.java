package org.cnnprov.server.cli;

import io.javalin.util.JavalinBindException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.app.Limit;
import org.cnnprov.server.app.Server;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.app.Settings.Setting;
import org.cnnprov.server.app.Version;
import org.cnnprov.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code serve}: starts the server. Its options are the {@link Setting}s. */
final class ServeCommand {

  static final String NAME = "serve";

  private ServeCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
    spec.versionProvider(new Main.Release());
    spec.usageMessage()
        .description("Starts the server, and says so when it accepts writes.")
        .footer(
            "",
            "Examples:",
            "  java -jar cnnprov.jar serve",
            "  java -jar cnnprov.jar serve --port 0 --data ./provenance",
            "  CNNPROV_PORT=22001 java -jar cnnprov.jar serve",
            "",
            "SIGTERM ends it; what was accepted is stored first.");
    for (Setting setting : Setting.values()) {
      spec.addOption(option(setting));
    }
    ArgGroupSpec.Builder limits = ArgGroupSpec.builder().heading("%nLimits:%n").validate(false);
    for (Limit limit : Limit.values()) {
      limits.addArg(option(limit));
    }
    spec.addArgGroup(limits.build());
    return new CommandLine(spec);
  }

  /** Starts the server and returns; it goes on in threads of its own. */
  static int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    try {
      Server server = Server.start(Settings.of(given(arguments), System.getenv()));
      warnWhereEverybodyMayEverything(server.settings(), line.getErr());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
      line.getOut().println(announcement(server));
      line.getOut().flush();
      IdleMemory.giveBack();
      return CommandLine.ExitCode.OK;
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(line, String.valueOf(invalid.getMessage()), invalid);
    } catch (StoreException failure) {
      return failed(line, String.valueOf(failure.getMessage()));
    } catch (JavalinBindException taken) {
      return failed(line, "--host and --port do not name a free address: " + taken.getMessage());
    }
  }

  static void warnWhereEverybodyMayEverything(Settings settings, PrintWriter errors) {
    if (settings.opensToEverybody()) {
      errors.println(
          """
          WARNING: --no-auth. Nobody is asked who they are: everybody who reaches %s may read,
          change and delete all provenance in this store. Make tokens (java -jar cnnprov.jar token
          create --role write) and start without --no-auth, unless a firewall keeps others away."""
              .formatted(settings.host()));
      errors.flush();
    }
  }

  private static int failed(CommandLine line, String reason) {
    line.getErr().println("CNNProv cannot start: " + reason);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static OptionSpec option(Setting setting) {
    boolean flag = setting == Setting.NO_AUTH || setting == Setting.ACCESS_LOG;
    return OptionSpec.builder(setting.option())
        .type(flag ? boolean.class : String.class)
        .arity(flag ? "0" : "1")
        .paramLabel("VALUE")
        .description(
            "%s%nDefault: %s. Also: %s"
                .formatted(setting.sentence(), setting.otherwise(), setting.variable()))
        .build();
  }

  private static OptionSpec option(Limit limit) {
    return OptionSpec.builder(limit.option())
        .type(String.class)
        .arity("1")
        .paramLabel("VALUE")
        .description(
            "%s%nDefault: %s, from %s to %s. Also: %s"
                .formatted(
                    limit.sentence(),
                    limit.otherwise(),
                    limit.least(),
                    limit.most(),
                    limit.variable()))
        .build();
  }

  private static Map<String, String> given(ParseResult arguments) {
    Map<String, String> given = new HashMap<>();
    for (OptionSpec option : arguments.matchedOptionsSet()) {
      given.put(option.longestName(), option.getValue().toString());
    }
    return given;
  }

  private static String announcement(Server server) {
    return "CNNProv %s listens on %s  (data: %s)"
        .formatted(Version.CURRENT, server.address(), server.settings().data());
  }
}
