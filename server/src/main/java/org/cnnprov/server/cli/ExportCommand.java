package org.cnnprov.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.http.Outgoing;
import org.cnnprov.server.prov.Detail;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code export}: an execution, or a plan, as a PROV document. */
final class ExportCommand {

  static final String NAME = "export";

  private static final String PLAN = "--plan";
  private static final String IMPORTED = "--imported";
  private static final String FORMAT = "--format";
  private static final String DETAIL = "--detail";
  private static final String OUTPUT = "--output";

  /** A document of millions of statements takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private ExportCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
    spec.versionProvider(new Main.Release());
    spec.usageMessage()
        .description(
            "Writes an execution, the plan of a dataflow, or a document that was imported, as W3C PROV.",
            "",
            "The store may be closed; where a server holds it, the export goes through that.")
        .footer(
            "",
            "Exit codes: 0 written; 1 it could not be done; 2 the command line is wrong.",
            "",
            "Examples:",
            "  java -jar cnnprov.jar export 12",
            "  java -jar cnnprov.jar export 12 --format ttl --output run.ttl",
            "  java -jar cnnprov.jar export 12 --format json --detail run --data /var/lib/cnnprov",
            "  java -jar cnnprov.jar export --plan 3 --url http://127.0.0.1:22000",
            "  java -jar cnnprov.jar export --imported 2 --format json");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("ID")
            .arity("1")
            .required(true)
            .type(Long.class)
            .description("The number of the execution in this store.")
            .build());
    spec.addOption(
        OptionSpec.builder(PLAN)
            .type(boolean.class)
            .arity("0")
            .description("ID is the number of a dataflow, of which the plan is written.")
            .build());
    spec.addOption(
        OptionSpec.builder(IMPORTED)
            .type(boolean.class)
            .arity("0")
            .description("ID is the number of a document that was imported.")
            .build());
    spec.addOption(
        StoreOptions.option(
            FORMAT,
            "FORMAT",
            "One of %s.%%nDefault: %s"
                .formatted(String.join(", ", Format.texts()), Format.PROVN.text())));
    spec.addOption(
        StoreOptions.option(
            DETAIL,
            "DETAIL",
            "One of %s: data sets as wholes, each row, or each value.%%nDefault: %s"
                .formatted(
                    String.join(", ", List.of("run", "element", "value")), Detail.TEXTS.get(0))));
    spec.addOption(
        StoreOptions.option(OUTPUT, "FILE", "Where to write.%nDefault: standard output"));
    spec.addOption(StoreOptions.url("The server to go through."));
    spec.addOption(StoreOptions.data());
    return new CommandLine(spec);
  }

  static int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    String path = path(arguments);
    Path file = file(line, arguments.matchedOptionValue(OUTPUT, (String) null));
    try (StoreServer server = StoreOptions.server(arguments)) {
      return export(
          URI.create(server.address().toString().replaceAll("/$", "") + path), file, line);
    } catch (IOException | StoreException failure) {
      return failed(line, String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return failed(line, "interrupted");
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(line, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private static String path(ParseResult arguments) {
    if (arguments.hasMatchedOption(IMPORTED) && arguments.hasMatchedOption(PLAN)) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "expected either %s or %s, came both".formatted(PLAN, IMPORTED));
    }
    long id = arguments.matchedPositionalValue(0, 0L);
    String format = choice(arguments, FORMAT, Format.texts());
    String detail = choice(arguments, DETAIL, Detail.TEXTS);
    if (arguments.hasMatchedOption(IMPORTED)) {
      return "/api/v1/provenance/%d?format=%s".formatted(id, format);
    }
    return arguments.hasMatchedOption(PLAN)
        ? "/api/v1/dataflows/%d/plan?format=%s".formatted(id, format)
        : "/api/v1/executions/%d/provenance?format=%s&detail=%s".formatted(id, format, detail);
  }

  /** One of the values, of which the first is the default. */
  private static String choice(ParseResult arguments, String option, List<String> allowed) {
    String value = arguments.matchedOptionValue(option, allowed.get(0));
    if (!allowed.contains(value)) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "%s: expected one of %s, came '%s'".formatted(option, allowed, value));
    }
    return value;
  }

  private static int export(URI address, @Nullable Path file, CommandLine line)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    String token = System.getenv(StoreOptions.TOKEN_VARIABLE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<InputStream> response =
        Outgoing.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return failed(
            line, "%s answered %d: %s".formatted(address, response.statusCode(), problem));
      }
      if (file == null) {
        line.getOut().flush();
        body.transferTo(System.out);
        System.out.flush();
      } else {
        write(body, file);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** The file is whole or not there: it is written beside its place first. */
  private static void write(InputStream body, Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(directory, ".export-", ".part");
    try {
      try (OutputStream output = Files.newOutputStream(part)) {
        body.transferTo(output);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static @Nullable Path file(CommandLine line, @Nullable String text) {
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new ParameterException(
          line, "expected the path of a file, came '" + text + "'", invalid);
    }
  }

  private static int failed(CommandLine line, String reason) {
    line.getErr().println("The export failed: " + reason);
    line.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
