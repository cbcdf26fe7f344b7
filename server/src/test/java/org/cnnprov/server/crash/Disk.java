package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small disk: a tmpfs in a mount namespace of its own, which ends with the process that holds it.
 * Needs root, or a kernel that lets everybody make user namespaces.
 */
final class Disk implements AutoCloseable {

  private static final int BLOCK = 4096;

  private final Process holder;
  private final Path mounted;
  private final Path seen;
  private final boolean root;

  private Disk(Process holder, Path mounted, boolean root) {
    this.holder = holder;
    this.mounted = mounted;
    this.seen = Path.of("/proc/" + holder.pid() + "/root").resolve(mounted.toString().substring(1));
    this.root = root;
  }

  /** Makes the disk, or ends the test with the reason why there is none. */
  static Disk of(int megabytes, Path directory) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!root) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    String script = "mount -t tmpfs -o size=%dm tmpfs \"$0\" && echo ready && exec sleep infinity";
    command.addAll(
        List.of("sh", "-c", script.formatted(megabytes), Files.createDirectory(directory) + ""));
    Process holder;
    try {
      holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw unavailable(String.valueOf(missing.getMessage()));
    }
    BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
    String line = String.valueOf(said.readLine());
    if (!line.equals("ready")) {
      throw unavailable(line);
    }
    return new Disk(holder, directory, root);
  }

  /** A directory on it, and servers that are started there. */
  Site site() throws IOException {
    List<String> enter =
        new ArrayList<>(List.of("nsenter", "--target", holder.pid() + "", "--mount"));
    if (!root) {
      enter.addAll(List.of("--user", "--preserve-credentials"));
    }
    Files.createDirectories(seen.resolve("data"));
    return new Site(mounted.resolve("data"), seen.resolve("data"), enter);
  }

  /** Takes all that is left. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream ballast = Files.newOutputStream(seen.resolve("ballast"))) {
      while (Files.getFileStore(seen).getUsableSpace() >= 0) {
        ballast.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  void free() throws IOException {
    Files.delete(seen.resolve("ballast"));
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }

  private static RuntimeException unavailable(String reason) {
    String text = "skipped: no small disk can be mounted here: " + reason;
    System.out.println("DiskTest: " + text);
    return abort(text);
  }
}
