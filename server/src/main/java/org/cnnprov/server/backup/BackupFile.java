package org.cnnprov.server.backup;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cnnprov.server.http.Outgoing;
import org.jspecify.annotations.Nullable;

/** A backup as a file: how it is fetched from a server, and put back where no store is. */
public final class BackupFile {

  private static final String UNFINISHED = ".unfinished";

  private BackupFile() {}

  /**
   * Has a server make a backup, and keeps it; whole, on the disk and readable when this returns.
   *
   * @param token sent as a bearer token; null for none
   * @param withTokens whether the server's tokens, of which only hashes are stored, go into it
   * @throws IOException where there is a file already, or the server does not give one
   */
  public static void fetch(URI server, @Nullable String token, boolean withTokens, Path file)
      throws IOException, InterruptedException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/backup?tokens=" + withTokens))
            .POST(BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<InputStream> response =
        Outgoing.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s answered %d: %s"
                .formatted(
                    server,
                    response.statusCode(),
                    new String(body.readNBytes(2_000), StandardCharsets.UTF_8)));
      }
      Files.copy(body, unfinished, StandardCopyOption.REPLACE_EXISTING);
      sync(unfinished);
      contents(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Puts the files of a backup into a directory.
   *
   * @return their names
   * @throws IOException where one of them is there already, or the backup is damaged
   */
  public static List<String> restore(Path backup, Path directory) throws IOException {
    List<BackupManifest.Entry> entries = contents(backup);
    Files.createDirectories(directory);
    for (BackupManifest.Entry entry : entries) {
      if (Files.exists(directory.resolve(entry.name()))) {
        throw new FileAlreadyExistsException(directory.resolve(entry.name()).toString());
      }
    }
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      for (BackupManifest.Entry entry : entries) {
        extract(zip, entry, directory.resolve(entry.name()));
        names.add(entry.name());
      }
    }
    return names;
  }

  private static void extract(ZipFile zip, BackupManifest.Entry entry, Path file)
      throws IOException {
    Path unfinished = file.resolveSibling(entry.name() + UNFINISHED);
    try (InputStream content = zip.getInputStream(zip.getEntry(entry.name()))) {
      Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
      sync(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The files of a backup that has all that it names. */
  private static List<BackupManifest.Entry> contents(Path backup) throws IOException {
    if (!Files.exists(backup)) {
      throw new FileNotFoundException("there is no file " + backup);
    }
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      ZipEntry manifest = zip.getEntry(BackupManifest.NAME);
      if (manifest == null) {
        throw new IOException(
            backup + " is no backup of CNNProv: it has no " + BackupManifest.NAME);
      }
      List<BackupManifest.Entry> entries =
          BackupManifest.parse(zip.getInputStream(manifest).readAllBytes()).files();
      for (BackupManifest.Entry entry : entries) {
        ZipEntry found = zip.getEntry(entry.name());
        if (found == null || (entry.bytes() != found.getSize())) {
          throw new IOException(backup + " is incomplete: " + entry.name());
        }
      }
      return entries;
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }
}
