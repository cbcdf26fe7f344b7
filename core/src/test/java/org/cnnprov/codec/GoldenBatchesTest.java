package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenBatchesTest {

  private static final Set<String> KNOWN_TO_THE_STORE_ALONE =
      Set.of(
          "/4/rows/0/n not_a_number",
          "/8/transformation unknown_transformation",
          "/8/read_by/0/transformation unknown_transformation",
          "/9/set unknown_set",
          "/10/dataflow unknown_dataflow",
          "/11/execution unknown_execution",
          "/14/dataflow/transformations/0/sets/0/attributes/0/type type_conflict",
          "/17/dataflow/transformations/0/sets/0/dependency unknown_dependency");

  static List<String> names() {
    return List.copyOf(Spec.goldenBatches().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLineIsAccountedFor(String name) throws Exception {
    byte[] body = bytes(name);
    long lines = new String(body, StandardCharsets.UTF_8).lines().count();
    assertEquals(lines - 1, decode(name).batch().lines().size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesWhatTheAnswerRefuses(String name) throws Exception {
    List<String> expected = new ArrayList<>(answer(name, "rejected"));
    expected.removeAll(KNOWN_TO_THE_STORE_ALONE);
    assertEquals(expected, Batches.rejected(decode(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void warnsOfWhatTheAnswerWarns(String name) throws Exception {
    List<String> warnings =
        decode(name).warnings().stream()
            .map(warning -> warning.pointer() + " " + Warning.UNKNOWN_FIELD)
            .toList();
    assertEquals(answer(name, "warnings"), warnings);
  }

  private static BatchDecoder.Decoded decode(String name) throws UndecodableException {
    return BatchDecoder.decode(Batches.request(bytes(name)));
  }

  private static byte[] bytes(String name) {
    return Spec.goldenBatches().getOrDefault(name, new byte[0]);
  }

  private static List<String> answer(String name, String list)
      throws IOException, UndecodableException {
    Json expected = Spec.json("golden/batches/" + name + ".expected.json");
    Fields answer = Fields.of(expected, Fields.Texts.AS_WRITTEN, new Problems()).object("answer");
    return answer == null
        ? List.of()
        : Spec.objects(new Json.Items(answer.items(list))).stream().map(Spec::placed).toList();
  }
}
