package org.cnnprov.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.cnnprov.server.app.InvalidSettingException;
import org.cnnprov.server.app.Settings;
import org.cnnprov.server.app.Settings.Setting;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options with which commands name a store, or the server that holds it. */
final class StoreOptions {

  static final String URL = "--url";
  static final String TOKEN_VARIABLE = "CNNPROV_TOKEN";

  private StoreOptions() {}

  static OptionSpec data() {
    return option(
        Setting.DATA.option(),
        "DIR",
        "The directory of the store.%nDefault: %s. Also: %s"
            .formatted(Setting.DATA.otherwise(), Setting.DATA.variable()));
  }

  /**
   * The option {@code --url}.
   *
   * @param what the server is for
   */
  static OptionSpec url(String what) {
    return option(
        URL,
        "URL",
        what
            + "%nDefault: the one that holds the store in --data, or this command itself. A token for it: "
            + TOKEN_VARIABLE);
  }

  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description.replace("%n", System.lineSeparator()))
        .build();
  }

  static Path directory(ParseResult arguments) {
    String option = Setting.DATA.option();
    Map<String, String> given =
        arguments.hasMatchedOption(option)
            ? Map.of(option, arguments.matchedOptionValue(option, ""))
            : Map.of();
    try {
      return Settings.data(given, System.getenv());
    } catch (InvalidSettingException invalid) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(), String.valueOf(invalid.getMessage()), invalid);
    }
  }

  /** The server that the command goes through. */
  static StoreServer server(ParseResult arguments) throws StoreException, InvalidSettingException {
    CommandLine line = arguments.commandSpec().commandLine();
    URI url = url(line, arguments.matchedOptionValue(URL, (String) null));
    return url != null ? StoreServer.at(url) : StoreServer.of(directory(arguments));
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
