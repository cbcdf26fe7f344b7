package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.TaskReported;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependenciesTest {

  /** Tags and ids are separated by blanks, an id that stands for none is a dash. */
  @ParameterizedTest
  @CsvSource({
    "a b, 1 2, a 1 b 2",
    "a b, '1,2', a 1 b 2",
    "a b, '1, 2', a 1 b 2",
    "a, 1, a 1",
    "a, '1,2', a 1 a 2",
    "a, 1 2, a 1 a 2",
    "a b, 1 -, a 1",
    "a b, ',2', b 2",
    "a b, '1,2 3', a 1 a 2 b 3",
    "a b, '', ''",
    "'', '', ''"
  })
  void pairsTagsAndIds(String tags, String ids, String expected) throws Exception {
    assertEquals(expected, dependencies(tags, ids));
  }

  @ParameterizedTest
  @CsvSource({"a b, 1", "a b, '1,2,3'", "a b c, 1 2", "'', 1"})
  void refusesAnotherNumberOfIds(String tags, String ids) {
    UndecodableException refusal =
        assertThrows(UndecodableException.class, () -> dependencies(tags, ids));
    assertEquals(List.of("/dependency/ids wrong_value_count"), Messages.placed(refusal.problems()));
  }

  private static String dependencies(String tags, String ids) throws UndecodableException {
    String body =
        ",'dependency':{'tags':[%s],'ids':[%s]}"
            .formatted(objects("tag", tags), objects("id", ids));
    TaskReported task = (TaskReported) Messages.task(body).events().get(0);
    return task.dependencies().stream()
        .map(dependency -> dependency.transformation() + " " + dependency.identifier())
        .collect(Collectors.joining(" "));
  }

  private static String objects(String member, String values) {
    return Arrays.stream(values.split("(?<!,) "))
        .filter(value -> !value.isEmpty())
        .map(value -> "{'%s':'%s'}".formatted(member, value.equals("-") ? "" : value))
        .collect(Collectors.joining(","));
  }
}
