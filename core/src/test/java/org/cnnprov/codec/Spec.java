package org.cnnprov.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cnnprov.event.Slice;
import org.cnnprov.model.Problem;

/** The folder {@code spec/}, which all languages are tested against. */
final class Spec {

  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("cnnprov.spec")));

  private Spec() {}

  /** The golden batches by name, without their ending. */
  static Map<String, byte[]> goldenBatches() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("golden/batches"))) {
      Map<String, byte[]> batches = new java.util.TreeMap<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".ndjson")).toList()) {
        String name = file.getFileName().toString();
        batches.put(
            name.substring(0, name.length() - ".ndjson".length()), Files.readAllBytes(file));
      }
      return batches;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON file below {@code spec/}. */
  static Json json(String path) throws IOException, UndecodableException {
    return JsonTree.parse(slice(Files.readAllBytes(FOLDER.resolve(path))), new Problems());
  }

  /** The entries of a JSON array of objects. */
  static List<Map<String, Json>> objects(Json array) {
    List<Map<String, Json>> objects = new ArrayList<>();
    for (Json item : ((Json.Items) array).values()) {
      objects.add(((Json.Members) item).values());
    }
    return objects;
  }

  static String text(Map<String, Json> object, String name) {
    return object.get(name) instanceof Json.Text text ? text.value() : "";
  }

  /** Pointer and code, as the golden files write them. */
  static String placed(Map<String, Json> problem) {
    return text(problem, "pointer") + " " + text(problem, "code");
  }

  static String placed(Problem problem) {
    return problem.pointer() + " " + problem.code().code();
  }

  static Slice slice(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  static Slice slice(String text) {
    return slice(text.getBytes(StandardCharsets.UTF_8));
  }
}
