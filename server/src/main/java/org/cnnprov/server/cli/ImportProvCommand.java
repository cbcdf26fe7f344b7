package org.cnnprov.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.http.Outgoing;
import org.cnnprov.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code import-prov}: brings PROV documents in that were made elsewhere. */
final class ImportProvCommand {

  static final String NAME = "import-prov";

  private static final String FORMAT = "--format";
  private static final List<String> FORMATS = List.of(Format.PROVN.text(), Format.JSON.text());
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CREATED = 201;

  private ImportProvCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
    spec.versionProvider(new Main.Release());
    spec.usageMessage()
        .description(
            "Brings documents of W3C PROV in that were made elsewhere, in PROV-N or PROV-JSON.",
            "",
            "They are kept beside what was captured, each once: the same file again changes nothing. "
                + "Where a server holds the store, the import goes through it.")
        .footer(
            "",
            "Exit codes: 0 all are in the store; 1 one of them is not; 2 the command line is wrong.",
            "",
            "Examples:",
            "  java -jar cnnprov.jar import-prov preprocessing.provn",
            "  java -jar cnnprov.jar import-prov *.json --data /var/lib/cnnprov",
            "  java -jar cnnprov.jar import-prov workflow.txt --format provn",
            "  java -jar cnnprov.jar import-prov preprocessing.provn --url http://127.0.0.1:22000");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .paramLabel("FILE")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A document; its name ends in .provn or .json, unless --format says it.")
            .build());
    spec.addOption(
        StoreOptions.option(
            FORMAT,
            "FORMAT",
            "One of %s, for all files.%%nDefault: as their names end"
                .formatted(String.join(", ", FORMATS))));
    spec.addOption(StoreOptions.url("The server to send them to."));
    spec.addOption(StoreOptions.data());
    return new CommandLine(spec);
  }

  static int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().commandLine();
    List<String> files = arguments.matchedPositionalValue(0, List.of());
    Map<String, Format> formats = new HashMap<>();
    files.forEach(file -> formats.put(file, format(file, arguments)));
    try (StoreServer server = StoreOptions.server(arguments)) {
      int failed = 0;
      for (String file : files) {
        failed += bringIn(file, formats.getOrDefault(file, Format.PROVN), server, line) ? 0 : 1;
      }
      return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (StoreException failure) {
      return failed(line, String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return failed(line, "interrupted");
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(line, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private static Format format(String file, ParseResult arguments) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String named = arguments.matchedOptionValue(FORMAT, ending);
    if (!FORMATS.contains(named)) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          arguments.hasMatchedOption(FORMAT)
              ? "%s: expected one of %s, came '%s'".formatted(FORMAT, FORMATS, named)
              : "expected a file whose name ends in .provn or .json, or %s, came '%s'"
                  .formatted(FORMAT, file));
    }
    return Format.of(named).orElseThrow();
  }

  /** Sends a file; false where it was refused, which is told. */
  private static boolean bringIn(String file, Format format, StoreServer server, CommandLine line)
      throws InterruptedException {
    try {
      Path path = Path.of(file);
      HttpResponse<String> answer =
          Outgoing.send(
              request(path, format, server.address()), HttpResponse.BodyHandlers.ofString());
      Map<String, String> told = members(answer.body());
      if (answer.statusCode() / 100 != 2) {
        line.getErr().printf("%s: %s%n", file, told.getOrDefault("detail", "answered " + answer));
        line.getErr().flush();
        return false;
      }
      String rest =
          answer.statusCode() == CREATED
              ? told.get("statements") + " statements"
              : "which was there already";
      line.getOut().printf("%s: document %s, %s%n", file, told.get("id"), rest);
      line.getOut().flush();
      return true;
    } catch (NoSuchFileException absent) {
      failed(line, "there is no file " + absent.getFile());
    } catch (InvalidPathException invalid) {
      failed(line, "expected the path of a file, came '" + file + "'");
    } catch (IOException broken) {
      failed(line, file + ": " + broken.getMessage());
    }
    return false;
  }

  private static HttpRequest request(Path file, Format format, URI server) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(body)) {
      Files.copy(file, compressed);
    }
    String name = URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8);
    URI address =
        URI.create(server.toString().replaceAll("/$", "") + "/api/v1/provenance?name=" + name);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", format.mediaType())
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    String token = System.getenv(StoreOptions.TOKEN_VARIABLE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** The members of the answer that are no objects; none where it is no JSON. */
  private static Map<String, String> members(String answer) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(answer)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          members.put(name, json.getText());
          json.skipChildren();
        }
      }
    } catch (IOException noJson) {
      return Map.of();
    }
    return members;
  }

  private static int failed(CommandLine line, String reason) {
    line.getErr().println("The import failed: " + reason);
    line.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
