package org.cnnprov.server.compat.dfanalyzer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonText;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;
import org.cnnprov.event.Slice;
import org.cnnprov.model.Problem;

/** DfAnalyzer's messages: those of {@code spec/}, and those that tests make. */
final class Messages {

  static final Path SPEC = Path.of(Objects.requireNonNull(System.getProperty("cnnprov.spec")));

  private static final Json NONE = new Json.Items(List.of());

  private Messages() {}

  /** The golden files. */
  static List<Path> golden() throws IOException {
    try (Stream<Path> files = Files.walk(SPEC.resolve("golden/dfanalyzer"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static List<Map<String, Json>> requests(Path golden) throws IOException, UndecodableException {
    return objects(((Json.Members) json(golden)).values().getOrDefault("requests", NONE));
  }

  static Json json(Path file) throws IOException, UndecodableException {
    byte[] bytes = Files.readAllBytes(file);
    return JsonTree.parse(new Slice(bytes, 0, bytes.length), new Problems());
  }

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

  /**
   * The bytes of {@code body} (a text or JSON), {@code raw}, {@code text} or {@code body_base64}.
   */
  static byte[] body(Map<String, Json> entry) {
    if (entry.containsKey("body_base64")) {
      return Base64.getDecoder().decode(text(entry, "body_base64"));
    }
    if (entry.get("text") instanceof Json.Items lines) {
      return lines.values().stream()
          .map(line -> ((Json.Text) line).value() + "\n")
          .collect(Collectors.joining())
          .getBytes(StandardCharsets.UTF_8);
    }
    Json body = entry.getOrDefault("body", new Json.Text(text(entry, "raw")));
    String text = body instanceof Json.Text asItIs ? asItIs.value() : JsonTree.write(body);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Decodes at the door that the path leads to. */
  static Batch.Message decode(String path, byte[] body) throws UndecodableException {
    Request request = new Request(Instant.EPOCH, path, "127.0.0.1", body);
    return switch (path.replace("//", "/")) {
      case "/pde/dataflow/json" ->
          new DfAnalyzerJson(new JsonText(JsonText.USUAL_NESTING)).dataflow(request);
      case "/pde/task/json" ->
          new DfAnalyzerJson(new JsonText(JsonText.USUAL_NESTING)).task(request);
      case "/pde/dataflow" -> (Batch.Message) DfAnalyzerText.dataflow(request).batch();
      case "/pde/task" -> (Batch.Message) DfAnalyzerText.task(request).batch();
      default -> throw new AssertionError("no door: " + path);
    };
  }

  /** A specification, written with single quotes for double ones. */
  static Batch.Message dataflow(String body) throws UndecodableException {
    return decode("//pde/dataflow/json", quoted(body));
  }

  /** A message of task 1 of transformation t in dataflow d, with more members. */
  static Batch.Message task(String members) throws UndecodableException {
    return decode(
        "//pde/task/json",
        quoted("{'id':'1','dataflow':'d','transformation':'t','status':'RUNNING'" + members + "}"));
  }

  static List<String> placed(List<Problem> problems) {
    return problems.stream().map(p -> p.pointer() + " " + p.code().code()).toList();
  }

  private static byte[] quoted(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
