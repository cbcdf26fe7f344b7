package org.cnnprov.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.cli.Main;
import org.jspecify.annotations.Nullable;

/** The server in a process of its own, as somebody starts it. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("listens on (http://\\S+)");

  /** A start takes a second or two; on a loaded machine many times that. */
  private static final long START_SECONDS = 120;

  private final Process process;
  private final String address;
  private final Duration startup;

  private ServerProcess(Process process, String address, Duration startup) {
    this.process = process;
    this.address = address;
    this.startup = startup;
  }

  /** Starts it on the data, and returns when it accepts writes. Its log is appended to. */
  static ServerProcess start(Site site, Path log) throws IOException {
    long begin = System.nanoTime();
    Process process = launch(site, log);
    Matcher announced = ADDRESS.matcher(String.valueOf(firstLine(process)));
    if (!announced.find()) {
      process.destroyForcibly();
      throw new AssertionError("the server did not start:\n" + Files.readString(log));
    }
    return new ServerProcess(
        process, announced.group(1), Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Starts it, and does not wait for anything. */
  static Process launch(Site site, Path log) throws IOException {
    return new ProcessBuilder(command(site))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Where it listens, as a URL. */
  String address() {
    return address;
  }

  /** How long the start took. */
  Duration startup() {
    return startup;
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns the code with which the process ended, empty where it did not in time. */
  OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static List<String> command(Site site) {
    List<String> command = new ArrayList<>(site.launcher());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1", // half the processor time of a start
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            site.data().toString()));
    return command;
  }

  private static @Nullable String firstLine(Process process) {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    return CompletableFuture.supplyAsync(() -> readLine(output))
        .completeOnTimeout("", START_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static String readLine(BufferedReader output) {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
