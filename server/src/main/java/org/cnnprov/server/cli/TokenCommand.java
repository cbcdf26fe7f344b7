package org.cnnprov.server.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.access.Token;
import org.cnnprov.server.access.TokenFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code token create|list|revoke}: works on the file, which a running server looks at. */
final class TokenCommand {

  static final String NAME = "token";

  private static final String ROLE = "--role";
  private static final String LABEL = "--name";

  private TokenCommand() {}

  static CommandLine commandLine() {
    CommandSpec create =
        command("create", "Makes a token and prints it, this once: only its hash is kept.");
    create.addOption(
        text(ROLE, "One of " + Role.ofTokens() + "; each may do what those before it may.")
            .required(true)
            .build());
    create.addOption(text(LABEL, "What it is for, as lists show it.").build());
    CommandSpec list = command("list", "Lists the tokens, without their secrets.");
    CommandSpec revoke = command("revoke", "Removes a token; it is refused from now on.");
    revoke.addPositional(
        PositionalParamSpec.builder()
            .type(String.class)
            .paramLabel("ID")
            .arity("1")
            .description("As list shows it.")
            .build());
    CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
    spec.versionProvider(new Main.Release());
    spec.usageMessage()
        .description("Makes, lists and revokes the tokens of a store.")
        .footer(
            "",
            "Examples:",
            "  java -jar cnnprov.jar token create --role write --name 'cluster of group 3'",
            "  java -jar cnnprov.jar token list --data /var/lib/cnnprov",
            "  java -jar cnnprov.jar token revoke 1f0c2a9b",
            "",
            "A server that runs on the store sees the change with its next request.");
    return new CommandLine(spec)
        .addSubcommand(new CommandLine(create))
        .addSubcommand(new CommandLine(list))
        .addSubcommand(new CommandLine(revoke));
  }

  static int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    if (!arguments.hasSubcommand()) {
      throw new ParameterException(line, "expected create, list or revoke, came none");
    }
    ParseResult chosen = arguments.subcommand();
    try {
      TokenFile file = new TokenFile(StoreOptions.directory(chosen));
      return switch (chosen.commandSpec().name()) {
        case "create" -> create(chosen, file);
        case "list" -> list(chosen, file);
        default -> revoke(chosen, file);
      };
    } catch (IOException failure) {
      line.getErr().println("the tokens cannot be read or written: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static int create(ParseResult arguments, TokenFile file) throws IOException {
    CommandLine line = arguments.commandSpec().commandLine();
    String text = arguments.matchedOptionValue(ROLE, "");
    Role role =
        Role.ofToken(text)
            .orElseThrow(
                () ->
                    new ParameterException(
                        line,
                        "%s: expected one of %s, came '%s'"
                            .formatted(ROLE, Role.ofTokens(), text)));
    String name = arguments.matchedOptionValue(LABEL, "");
    if (!Token.isName(name)) {
      throw new ParameterException(line, LABEL + ": expected " + Token.NAME_FORM);
    }
    TokenFile.Created created = file.create(role, name, Clock.systemUTC());
    line.getErr()
        .printf("Token %s may %s. It is shown this once:%n", created.token().id(), role.text());
    line.getErr().flush();
    line.getOut().println(created.secret());
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static int list(ParseResult arguments, TokenFile file) throws IOException {
    CommandLine line = arguments.commandSpec().commandLine();
    List<Token> tokens = file.read();
    line.getOut().printf("%-8s  %-5s  %-20s  %s%n", "ID", "ROLE", "CREATED", "NAME");
    for (Token token : tokens) {
      line.getOut()
          .printf(
              "%-8s  %-5s  %-20s  %s%n",
              token.id(), token.role().text(), token.createdAt(), token.name());
    }
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static int revoke(ParseResult arguments, TokenFile file) throws IOException {
    CommandLine line = arguments.commandSpec().commandLine();
    String id = arguments.matchedPositionalValue(0, "");
    if (!file.revoke(id)) {
      line.getErr().println("there is no token " + id + "; see: token list");
      return CommandLine.ExitCode.SOFTWARE;
    }
    line.getOut().println("Token " + id + " is revoked.");
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    spec.addOption(StoreOptions.data());
    return spec;
  }

  private static OptionSpec.Builder text(String option, String description) {
    return OptionSpec.builder(option)
        .type(String.class)
        .arity("1")
        .paramLabel("VALUE")
        .description(description);
  }
}
