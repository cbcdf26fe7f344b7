package org.cnnprov.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.cnnprov.store.Store;
import org.cnnprov.store.contract.Answers;
import org.cnnprov.store.contract.Spec;
import org.jspecify.annotations.Nullable;

/**
 * A store as a release of the given layout left it, kept in {@code spec/stores}: the file,
 * compressed, and beside it what each of its relations answered then.
 */
record GoldenStore(long layout) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RELATIONS =
      """
      SELECT table_schema, table_name, column_name FROM information_schema.columns
      WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'main')
        AND table_name != 'store_layout'
      ORDER BY ALL""";

  /** All that are kept, the oldest first. */
  static List<GoldenStore> all() throws IOException {
    try (Stream<Path> files = Files.list(Spec.path("stores"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".answers.json"))
          .map(name -> name.replaceAll("\\D", ""))
          .sorted()
          .map(number -> new GoldenStore(Long.parseLong(number)))
          .toList();
    }
  }

  /** Puts a copy of its file into the directory, as the store there. */
  void copyTo(Path directory) throws IOException {
    try (InputStream packed = Files.newInputStream(file());
        InputStream plain = new GZIPInputStream(packed)) {
      Files.copy(plain, directory.resolve(DuckDbStore.FILE));
    }
  }

  /** What its relations answered when it was made. */
  JsonNode answers() {
    return Spec.json("stores/layout-%d.answers.json".formatted(layout));
  }

  /** Keeps the closed store in the directory as this one. */
  void keep(Path directory, JsonNode answers) throws IOException {
    Files.createDirectories(file().getParent());
    try (OutputStream plain = new GZIPOutputStream(Files.newOutputStream(file()))) {
      Files.copy(directory.resolve(DuckDbStore.FILE), plain);
    }
    Path beside = Spec.path("stores/layout-%d.answers.json".formatted(layout));
    List<String> lines = new ArrayList<>();
    answers.forEach(answer -> lines.add(answer.toString()));
    Files.writeString(beside, "[\n" + String.join(",\n", lines) + "\n]\n");
  }

  /** A statement for each relation of the store, over the columns that it has, and its rows. */
  static JsonNode ask(Store store) {
    ArrayNode answers = JSON.createArrayNode();
    String relation = "";
    ObjectNode answer = JSON.createObjectNode();
    for (List<@Nullable Object> row : Answers.rows(store, RELATIONS)) {
      String next = quote(row.get(0)) + "." + quote(row.get(1));
      String column = quote(row.get(2));
      if (next.equals(relation)) {
        answer.put("columns", answer.get("columns").textValue() + ", " + column);
      } else {
        relation = next;
        answer = answers.addObject().put("relation", next).put("columns", column);
      }
    }
    answers.forEach(each -> ((ObjectNode) each).set("rows", rows(store, each)));
    return answers;
  }

  /** The rows of a statement of {@link #ask}, as text. */
  static JsonNode rows(Store store, JsonNode asked) {
    String sql =
        "SELECT %s FROM %s ORDER BY ALL"
            .formatted(asked.get("columns").textValue(), asked.get("relation").textValue());
    ArrayNode rows = JSON.createArrayNode();
    for (List<@Nullable Object> row : Answers.rows(store, sql)) {
      ArrayNode values = rows.addArray();
      row.forEach(value -> values.add(value == null ? null : value.toString()));
    }
    return rows;
  }

  private static String quote(@Nullable Object name) {
    return '"' + String.valueOf(name).replace("\"", "\"\"") + '"';
  }

  private Path file() {
    return Spec.path("stores/layout-%d.duckdb.gz".formatted(layout));
  }
}
