package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each golden batch leaves the state beside it, also after the store was closed and opened. */
public abstract class GoldenBatches implements StoreUnderTest {

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> leaveTheStateBesideThem() throws IOException {
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private void check(String name) throws Exception {
    JsonNode expected = Spec.json("golden/batches/" + name + ".expected.json");
    Path place = directory.resolve(name);
    try (Store store = open(place)) {
      for (JsonNode before : expected.path("after")) {
        send(store, before.textValue());
      }
      Receipt.Stored receipt = send(store, name);
      JsonNode answer = expected.get("answer");
      assertEquals(answer.get("stored").longValue(), receipt.stored());
      List<String> rejected = new ArrayList<>();
      answer
          .get("rejected")
          .forEach(
              each -> rejected.add(each.get("pointer").asText() + " " + each.get("code").asText()));
      assertEquals(
          rejected,
          receipt.rejected().stream()
              .map(each -> each.pointer() + " " + each.code().code())
              .toList());
      Answers.check(store, expected.get("tables"));
    }
    try (Store again = open(place)) {
      Answers.check(again, expected.get("tables"));
      assertEquals(expected.get("answer").get("stored").longValue(), send(again, name).stored());
      Answers.check(again, expected.get("tables"));
    }
  }

  private static Receipt.Stored send(Store store, String name) throws Exception {
    byte[] body = Spec.bytes("golden/batches/" + name + ".ndjson");
    return (Receipt.Stored) store.append(List.of(Bodies.batch(body))).get(0);
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Spec.path("golden/batches"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson"))
          .map(name -> name.replace(".ndjson", ""))
          .sorted()
          .toList();
    }
  }
}
