package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MalformedBatchesTest {

  private static final Set<String> FOUND_ELSEWHERE =
      Set.of(
          "sequence_gap",
          "type_conflict",
          "unknown_dataflow",
          "unknown_dependency",
          "unknown_execution",
          "unsupported_media_type",
          "method_not_allowed");

  @TestFactory
  List<DynamicTest> refusesWithCodeAndPlace() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Json> entry : Spec.objects(Spec.json("malformed/batches.json"))) {
      if (!FOUND_ELSEWHERE.contains(Spec.text(entry, "code")) && !gzipped(entry)) {
        tests.add(DynamicTest.dynamicTest(Spec.text(entry, "name"), () -> check(entry)));
      }
    }
    return tests;
  }

  private static void check(Map<String, Json> entry) throws UndecodableException {
    if (entry.containsKey("pointer")) {
      BatchDecoder.Decoded decoded = BatchDecoder.decode(Batches.request(body(entry)));
      assertEquals(Spec.placed(entry), Batches.rejected(decoded).get(0));
    } else {
      UndecodableException refusal =
          assertThrows(
              UndecodableException.class, () -> BatchDecoder.decode(Batches.request(body(entry))));
      assertEquals(Spec.text(entry, "code"), refusal.problems().get(0).code().code());
    }
  }

  private static byte[] body(Map<String, Json> entry) {
    return entry.containsKey("body_base64")
        ? Base64.getDecoder().decode(Spec.text(entry, "body_base64"))
        : Spec.text(entry, "body").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean gzipped(Map<String, Json> entry) {
    return entry.get("headers") instanceof Json.Members headers
        && headers.values().containsKey("Content-Encoding");
  }
}
