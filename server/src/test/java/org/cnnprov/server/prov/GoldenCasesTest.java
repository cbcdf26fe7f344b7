package org.cnnprov.server.prov;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.Plain;
import org.cnnprov.server.spec.RunningServer;
import org.cnnprov.server.spec.SpecFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec/golden/prov}: what survives import and export, here and elsewhere. */
class GoldenCasesTest {

  private static final String PATH = "/api/v1/provenance";
  private static final List<@Nullable Object> CASES =
      Plain.list(SpecFiles.json(SpecFiles.path("golden/prov/cases.json")));

  @TempDir static Path here;
  @TempDir static Path elsewhere;
  private static RunningServer first;
  private static RunningServer second;

  @BeforeAll
  static void start() {
    first = RunningServer.in(here);
    second = RunningServer.in(elsewhere);
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void thereAreAHundredOfThem() {
    assertTrue(CASES.size() >= 100);
  }

  @TestFactory
  Stream<DynamicTest> survives() {
    return CASES.stream()
        .map(Plain::object)
        .map(
            golden ->
                DynamicTest.dynamicTest(String.valueOf(golden.get("name")), () -> check(golden)));
  }

  private static void check(Map<String, @Nullable Object> golden) {
    long id = sent(first.client(), Format.PROVN, document(golden));
    String notation = export(first.client(), id, Format.PROVN);
    assertEquals(
        statements(lines(golden.getOrDefault("expect", golden.get("body")))),
        statements(notation.lines().map(String::strip).toList()),
        notation);
    assertEquals(notation, through(notation, Format.PROVN, Format.PROVN));
    String json = export(first.client(), id, Format.JSON);
    assertEquals(json, through(json, Format.JSON, Format.JSON));
    assertEquals(notation, through(json, Format.JSON, Format.PROVN));
    for (Format format : Format.values()) {
      assertEquals(export(first.client(), id, format), export(first.client(), id, format));
    }
  }

  /** The document as it comes out of the other server. */
  private static String through(String document, Format in, Format out) {
    return export(second.client(), sent(second.client(), in, document), out);
  }

  private static long sent(Client client, Format format, String document) {
    Answer answer =
        client.send(
            "POST",
            PATH,
            Map.of("Content-Type", format.mediaType()),
            document.getBytes(StandardCharsets.UTF_8));
    assertTrue(answer.status() == 201 || answer.status() == 200, answer.body() + "\n" + document);
    return Plain.number(answer.at("id"));
  }

  private static String export(Client client, long id, Format format) {
    return client.get(PATH + "/" + id + "?format=" + format.text()).expect(200).body();
  }

  private static String document(Map<String, @Nullable Object> golden) {
    List<String> lines = new ArrayList<>(List.of("document"));
    lines.addAll(
        golden.containsKey("prefixes")
            ? lines(golden.get("prefixes"))
            : List.of("prefix ex <https://example.org/>"));
    lines.addAll(lines(golden.get("body")));
    lines.add("endDocument");
    return String.join("\n", lines);
  }

  /** All but the declarations, which are told from what uses them. */
  private static List<String> statements(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.matches("(prefix|default) .*|document|endDocument"))
        .toList();
  }

  private static List<String> lines(@Nullable Object json) {
    return Plain.list(json).stream().map(String::valueOf).toList();
  }
}
