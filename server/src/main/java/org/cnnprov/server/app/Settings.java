package org.cnnprov.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.server.access.TokenFile;

/**
 * Every setting of the server; its limits are listed in {@link Limit}.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param data the directory of the store
 * @param loginNeeded whether a token is asked for; if not, who reaches the server is an admin
 * @param accessLog whether each request is logged
 */
public record Settings(
    String host, int port, Path data, boolean loginNeeded, boolean accessLog, Limits limits) {

  /** What may be set, on the command line or in the environment, which yields to it. */
  public enum Setting {
    HOST("--host", "CNNPROV_HOST", "127.0.0.1", "The address to listen on."),
    PORT("--port", "CNNPROV_PORT", "22000", "The port to listen on; 0 takes a free one."),
    DATA(
        "--data",
        "CNNPROV_DATA",
        Path.of(System.getProperty("user.home"), ".cnnprov", "data").toString(),
        "The directory of the store, on a local disk; made when missing."),
    NO_AUTH(
        "--no-auth",
        "CNNPROV_NO_AUTH",
        "false",
        "Let everybody who reaches an address other than loopback read, write and delete."),
    ACCESS_LOG(
        "--access-log", "CNNPROV_ACCESS_LOG", "false", "Log each request, without its token.");

    private final String option;
    private final String variable;
    private final String otherwise;
    private final String sentence;

    Setting(String option, String variable, String otherwise, String sentence) {
      this.option = option;
      this.variable = variable;
      this.otherwise = otherwise;
      this.sentence = sentence;
    }

    public String option() {
      return option;
    }

    public String variable() {
      return variable;
    }

    /** The value where neither is given. */
    public String otherwise() {
      return otherwise;
    }

    public String sentence() {
      return sentence;
    }
  }

  /** What holds where nothing else is said. */
  public Settings(String host, int port, Path data) {
    this(host, port, data, !isLoopback(host), false, Limits.defaults());
  }

  /** The same with other limits. */
  public Settings with(Limits others) {
    return new Settings(host, port, data, loginNeeded, accessLog, others);
  }

  /**
   * Reads the settings.
   *
   * @param given what the command line names, by {@link Setting#option} or {@link Limit#option}
   * @param environment the variables of the process
   * @throws InvalidSettingException with its name, its value and what is allowed
   */
  public static Settings of(Map<String, String> given, Map<String, String> environment)
      throws InvalidSettingException {
    Source source = new Source(given, environment);
    Path data = data(source);
    String host = host(source);
    Settings settings =
        new Settings(
            host,
            port(source),
            data,
            !isLoopback(host) && !flag(source, Setting.NO_AUTH),
            flag(source, Setting.ACCESS_LOG),
            limits(given, environment));
    if (settings.loginNeeded() && !hasTokens(source, data)) {
      throw source.invalid(
          Setting.HOST,
          "a loopback address such as 127.0.0.1, or tokens in %s (the first one: java -jar cnnprov.jar token create --role admin --data %s), or --no-auth, with which everybody who reaches this address may read, change and delete everything"
              .formatted(data, data));
    }
    return settings;
  }

  /** The directory of the store alone, for commands that need nothing else. */
  public static Path data(Map<String, String> given, Map<String, String> environment)
      throws InvalidSettingException {
    return data(new Source(given, environment));
  }

  /** Whether the address can be reached from elsewhere, and nobody is asked for a token. */
  public boolean opensToEverybody() {
    return !loginNeeded && !isLoopback(host);
  }

  /** Only people and programs of this machine reach such an address. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private record Source(Map<String, String> given, Map<String, String> environment) {

    String value(Setting setting) {
      String byVariable =
          Objects.requireNonNullElse(environment.get(setting.variable()), setting.otherwise());
      return Objects.requireNonNullElse(given.get(setting.option()), byVariable);
    }

    InvalidSettingException invalid(Setting setting, String allowed) {
      String name = given.containsKey(setting.option()) ? setting.option() : setting.variable();
      return new InvalidSettingException(
          "%s: expected %s, came '%s'".formatted(name, allowed, value(setting)));
    }
  }

  private static Limits limits(Map<String, String> given, Map<String, String> environment)
      throws InvalidSettingException {
    Limits limits = Limits.defaults();
    for (Limit limit : Limit.values()) {
      String option = given.get(limit.option());
      String variable = environment.get(limit.variable());
      if (option != null) {
        limits = limits.with(limit, option, limit.option());
      } else if (variable != null) {
        limits = limits.with(limit, variable, limit.variable());
      }
    }
    return limits;
  }

  private static boolean hasTokens(Source source, Path data) throws InvalidSettingException {
    try {
      return !new TokenFile(data).read().isEmpty();
    } catch (IOException broken) {
      throw source.invalid(
          Setting.DATA, "a directory whose tokens can be read (" + broken.getMessage() + ")");
    }
  }

  private static boolean flag(Source source, Setting setting) throws InvalidSettingException {
    return switch (source.value(setting)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw source.invalid(setting, "true or false");
    };
  }

  private static String host(Source source) throws InvalidSettingException {
    String host = source.value(Setting.HOST);
    try {
      InetAddress.getByName(host);
      return host;
    } catch (UnknownHostException unknown) {
      throw source.invalid(Setting.HOST, "an address of this machine");
    }
  }

  private static int port(Source source) throws InvalidSettingException {
    String port = source.value(Setting.PORT);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw source.invalid(Setting.PORT, "a number from 0 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static Path data(Source source) throws InvalidSettingException {
    try {
      Path data = Path.of(source.value(Setting.DATA)).toAbsolutePath().normalize();
      if (!Files.exists(data) || (Files.isDirectory(data) && Files.isWritable(data))) {
        return data;
      }
    } catch (InvalidPathException invalid) {
      throw source.invalid(Setting.DATA, "the path of a directory");
    }
    throw source.invalid(Setting.DATA, "a directory that can be written");
  }
}
