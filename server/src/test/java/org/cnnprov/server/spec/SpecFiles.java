package org.cnnprov.server.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the contract. */
public final class SpecFiles {

  private static final Path ROOT =
      Path.of(System.getProperty("cnnprov.spec", Path.of("..", "spec").toString()));

  private SpecFiles() {}

  public static Path path(String relative) {
    return ROOT.resolve(relative);
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static @Nullable Object json(Path file) {
    return Plain.parse(text(file));
  }

  /** All files below a folder whose names end so, in order. */
  public static List<Path> below(String folder, String end) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
