package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever people call their dataflows, sets and attributes, and whatever they store in them. */
public abstract class OddNames implements StoreUnderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void ofDataflowsAreKeptAndQueriedInLowerCase() throws Exception {
    List<String> tags =
        new ArrayList<>(
            List.of(
                "main",
                "public",
                "TEMP",
                "system",
                "information_schema",
                "pg_catalog",
                "cnnprov",
                "df_1",
                "a\"b'; DROP SCHEMA public; --",
                "ÄÖ漢字😀",
                "İstanbul",
                "straße",
                "a.b c-d/e\\f",
                "x\ty\nz"));
    for (char c = '!'; c <= '~'; c++) {
      tags.add("tag" + c + (int) c);
    }
    try (Store store = open(directory)) {
      for (String tag : tags) {
        declareAndWrite(store, tag);
      }
      for (String tag : tags) {
        String schema =
            String.valueOf(
                Answers.rows(
                        store,
                        "SELECT schema_name FROM public.dataflow WHERE name = " + literal(tag))
                    .get(0)
                    .get(0));
        assertEquals(
            List.of(List.of(tag)),
            Answers.rows(store, "SELECT v FROM %s.%s".formatted(quoted(schema), quoted("s"))),
            tag);
      }
      List<List<Object>> expected =
          tags.stream().map(tag -> List.<Object>of(tag.toLowerCase(Locale.ROOT))).toList();
      assertEquals(expected, Answers.rows(store, "SELECT tag FROM public.dataflow ORDER BY id"));
    }
    try (Store again = open(directory)) {
      assertEquals(
          tags.stream().map(tag -> List.<Object>of(tag)).toList(),
          Answers.rows(again, "SELECT name FROM public.dataflow ORDER BY id"));
    }
  }

  @Test
  void ofAttributesMayBeThoseOfColumns() throws Exception {
    try (Store store = open(directory)) {
      List<String> lines = new ArrayList<>(Trainings.start("df", "run"));
      lines.add(
          Trainings.rows(
              "oTrainingModel",
              "{\"epoch\":1,\"id\":7,\"trainingmodel_task_id\":8,\"cnnprov_at\":9,\"select\":10,\"a\\\"b\":11}"));
      store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
      assertEquals(
          List.of(List.of(1L, 7.0, 8.0, 9.0, 10.0, 11.0)),
          Answers.rows(
              store,
              "SELECT id, id_, trainingmodel_task_id_, cnnprov_at_, \"select\", \"a\"\"b\""
                  + " FROM df.otrainingmodel"));
      assertEquals(
          List.of(List.of("id", "id_")),
          Answers.rows(
              store,
              "SELECT name, column_name FROM public.attribute WHERE name = 'id' ORDER BY id"));
    }
  }

  @Test
  void differingInCaseAloneAreOne() throws Exception {
    try (Store store = open(directory)) {
      List<String> lines = new ArrayList<>(Trainings.start("df", "run"));
      lines.add(Trainings.rows("oTrainingModel", "{\"Epoch\":1,\"F1Score\":0.5}"));
      lines.add(Trainings.rows("oTrainingModel", "{\"EPOCH\":2,\"f1score\":0.75}"));
      store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
      assertEquals(
          List.of(List.of(1.0, 0.5), List.of(2.0, 0.75)),
          Answers.rows(store, "SELECT epoch, f1score FROM df.otrainingmodel ORDER BY epoch"));
      assertEquals(
          List.of(List.of("F1Score")),
          Answers.rows(store, "SELECT display_name FROM public.attribute WHERE name = 'f1score'"));
    }
  }

  @Test
  void andTextsOfAllKindsComeBackAsTheyWere() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "None",
                "NULL",
                "'; DROP TABLE x; --",
                "\u0001\u0002\t\r\n\u001f\u007f",
                "a\u0000b",
                "😀é漢",
                "x".repeat(1_000_000)));
    for (int i = 0; i < 200; i++) {
      texts.add(randomText(random));
    }
    try (Store store = open(directory)) {
      List<String> lines = new ArrayList<>(Trainings.start("df", "run"));
      for (String text : texts) {
        lines.add(
            Trainings.rows("oTrainingModel", JSON.writeValueAsString(Map.of("t", "x" + text))));
      }
      store.append(List.of(Bodies.batch(Trainings.producer(), 0, lines)));
      assertEquals(
          texts.stream().map(text -> List.<Object>of("x" + text)).toList(),
          Answers.rows(store, "SELECT t FROM df.otrainingmodel ORDER BY id"),
          "seed " + seed);
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    while (text.length() < length) {
      int point = random.nextInt(0x110000);
      if (Character.isDefined(point) && (point < 0xD800 || point > 0xDFFF)) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static void declareAndWrite(Store store, String tag) throws Exception {
    String json = JSON.writeValueAsString(tag);
    Receipt receipt =
        store
            .append(
                List.of(
                    Bodies.batch(
                        Trainings.producer(),
                        0,
                        List.of(
                            """
                            {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":%s,"transformations":[{"tag":"t","sets":[{"tag":"s","type":"OUTPUT","attributes":[{"name":"v","type":"TEXT"}]}]}]}}"""
                                .formatted(json),
                            """
                            {"type":"execution_started","at":"2026-11-23T12:00:01Z","dataflow":%s,"execution":"e"}"""
                                .formatted(json),
                            """
                            {"type":"elements","at":"2026-11-23T12:00:03Z","transformation":"t","task":"1","set":"s","rows":[{"v":%s}]}"""
                                .formatted(json)))))
            .get(0);
    assertEquals(new Receipt.Stored(2, List.of()), receipt, tag);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
