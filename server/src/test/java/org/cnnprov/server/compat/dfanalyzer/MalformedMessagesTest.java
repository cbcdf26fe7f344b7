package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MalformedMessagesTest {

  private static final Set<String> FOUND_ELSEWHERE =
      Set.of(
          "method_not_allowed",
          "not_a_number",
          "type_conflict",
          "unknown_dataflow",
          "unknown_dependency",
          "unknown_set",
          "unknown_transformation",
          "wrong_value_count");

  @TestFactory
  List<DynamicTest> refusesSpecificationsWithCodeAndPlace() throws Exception {
    return tests("malformed/dataflow-json.json");
  }

  @TestFactory
  List<DynamicTest> refusesTasksWithCodeAndPlace() throws Exception {
    return tests("malformed/task-json.json");
  }

  @TestFactory
  List<DynamicTest> refusesTextsOfSpecificationsWithCodeAndPlace() throws Exception {
    return tests("malformed/dataflow-text.json");
  }

  @TestFactory
  List<DynamicTest> refusesTextsOfTasksWithCodeAndPlace() throws Exception {
    return tests("malformed/task-text.json");
  }

  private static List<DynamicTest> tests(String file) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Json> entry : Messages.objects(Messages.json(Messages.SPEC.resolve(file)))) {
      if (!FOUND_ELSEWHERE.contains(Messages.text(entry, "code"))) {
        tests.add(DynamicTest.dynamicTest(Messages.text(entry, "name"), () -> check(entry)));
      }
    }
    return tests;
  }

  private static void check(Map<String, Json> entry) {
    UndecodableException refusal =
        assertThrows(
            UndecodableException.class,
            () -> Messages.decode(Messages.text(entry, "path"), Messages.body(entry)));
    Problem first = refusal.problems().get(0);
    assertEquals(Messages.text(entry, "code"), first.code().code());
    if (entry.containsKey("pointer")) {
      assertEquals(Messages.text(entry, "pointer"), first.pointer());
    }
    if (entry.get("errors") instanceof Json.Items errors) {
      List<String> expected =
          Messages.objects(errors).stream()
              .map(error -> Messages.text(error, "pointer") + " " + Messages.text(error, "code"))
              .toList();
      assertEquals(expected, Messages.placed(refusal.problems()));
    }
  }
}
