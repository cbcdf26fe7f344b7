package org.cnnprov.server.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Every setting of the server, and every limit that is none.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param data the directory of the store
 */
public record Settings(String host, int port, Path data) {

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
        "Let everybody who reaches an address other than loopback read and write.");

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

  /** Bytes of a body as it comes. */
  static final int WIRE_BYTES = 16 * 1024 * 1024;

  /** Bytes of a body after decompression. */
  static final int BODY_BYTES = 64 * 1024 * 1024;

  /** Bytes of the body of a request that reads. */
  static final int READING_BODY_BYTES = 1024 * 1024;

  /** Bytes of all bodies in memory at once; what they decode to takes a few times as much. */
  static final long ALL_BODIES_BYTES = 256L * 1024 * 1024;

  /** Requests in the write corridor at once. Each holds one thread of the HTTP server. */
  static final int WRITING_REQUESTS = 100;

  /** Requests that read at once, apart from those that write. */
  static final int READING_REQUESTS = 64;

  /** How long a request waits for the store before it is told to come again. */
  static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(60);

  /** How long a statement of a user may run. */
  static final Duration SQL_TIME_LIMIT = Duration.ofSeconds(30);

  /**
   * Reads the settings.
   *
   * @param given what the command line names
   * @param environment the variables of the process
   * @throws InvalidSettingException with its name, its value and what is allowed
   */
  public static Settings of(Map<Setting, String> given, Map<String, String> environment)
      throws InvalidSettingException {
    Source source = new Source(given, environment);
    boolean everybody = flag(source);
    return new Settings(host(source, everybody), port(source), data(source));
  }

  private record Source(Map<Setting, String> given, Map<String, String> environment) {

    String value(Setting setting) {
      String byVariable =
          Objects.requireNonNullElse(environment.get(setting.variable()), setting.otherwise());
      return Objects.requireNonNullElse(given.get(setting), byVariable);
    }

    InvalidSettingException invalid(Setting setting, String allowed) {
      String name = given.containsKey(setting) ? setting.option() : setting.variable();
      return new InvalidSettingException(
          "%s: expected %s, came '%s'".formatted(name, allowed, value(setting)));
    }
  }

  private static boolean flag(Source source) throws InvalidSettingException {
    return switch (source.value(Setting.NO_AUTH)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw source.invalid(Setting.NO_AUTH, "true or false");
    };
  }

  private static String host(Source source, boolean everybody) throws InvalidSettingException {
    String host = source.value(Setting.HOST);
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress() && !everybody) {
        throw source.invalid(
            Setting.HOST,
            "a loopback address such as 127.0.0.1, because this release has no tokens"
                + " (--no-auth lets everybody in)");
      }
    } catch (UnknownHostException unknown) {
      throw source.invalid(Setting.HOST, "an address of this machine");
    }
    return host;
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
