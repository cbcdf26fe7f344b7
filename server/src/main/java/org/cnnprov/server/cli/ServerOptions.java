package org.cnnprov.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.app.Settings.Setting;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Which server a command goes through, as its options say. */
final class ServerOptions {

  /** Where the token for a server of others comes from. */
  static final String TOKEN_VARIABLE = "CNNPROV_TOKEN";

  private static final String URL = "--url";

  private ServerOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        option(
            URL,
            "URL",
            "The server to go through.%nDefault: the one that holds the store in --data, or this"
                + " command itself. A token for it: %s".formatted(TOKEN_VARIABLE)));
    spec.addOption(
        option(
            Setting.DATA.option(),
            "DIR",
            "The directory of the store.%nDefault: %s. Also: %s"
                .formatted(Setting.DATA.otherwise(), Setting.DATA.variable())));
  }

  static StoreServer open(ParseResult arguments) throws StoreException, InvalidSettingException {
    CommandLine line = arguments.commandSpec().commandLine();
    URI url = url(line, arguments.matchedOptionValue(URL, (String) null));
    return url != null ? StoreServer.at(url) : StoreServer.of(data(arguments));
  }

  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description.replace("%n", System.lineSeparator()))
        .build();
  }

  private static Path data(ParseResult arguments) {
    String given = arguments.matchedOptionValue(Setting.DATA.option(), (String) null);
    String byVariable =
        Objects.requireNonNullElse(
            System.getenv(Setting.DATA.variable()), Setting.DATA.otherwise());
    return Path.of(Objects.requireNonNullElse(given, byVariable)).toAbsolutePath().normalize();
  }

  private static @Nullable URI url(CommandLine line, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException invalid) {
      throw new ParameterException(line, notUrl(text), invalid);
    }
    throw new ParameterException(line, notUrl(text));
  }

  private static String notUrl(String text) {
    return "%s: expected an address such as http://127.0.0.1:22000, came '%s'".formatted(URL, text);
  }
}
