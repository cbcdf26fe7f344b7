package org.cnnprov.server.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.cli.Main;

/** {@code import-dfanalyzer} in a process of its own, as somebody starts it. */
final class ImportProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private ImportProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ImportProcess start(Path output, String heap, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "import-dfanalyzer"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ImportProcess(process, output);
  }

  /** Waits for its end; its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it said until now. */
  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
