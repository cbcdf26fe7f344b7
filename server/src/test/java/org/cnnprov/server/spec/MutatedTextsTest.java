package org.cnnprov.server.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden texts with random faults through the real server: each is stored or answered with a
 * problem of the client, with its code.
 */
class MutatedTextsTest {

  private static final int MUTATIONS_OF_EACH = 15;
  private static final byte[] TELLING = "{}(),;'\"#/=<>. \n\0\\".getBytes(UTF_8);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void noneEndsInAnErrorOfTheServer(@TempDir Path directory) {
    try (RunningServer server = RunningServer.in(directory)) {
      for (String folder : List.of("golden/dfanalyzer/text", "golden/query-interface")) {
        for (Path file : SpecFiles.below(folder, ".json")) {
          for (String list : List.of("requests", "queries")) {
            mutate(SpecFiles.json(file), list, server.client());
          }
        }
      }
      server.client().get("/health").expect(200);
    }
  }

  private void mutate(@Nullable Object golden, String list, Client client) {
    for (Object each : Plain.list(Plain.object(golden).getOrDefault(list, List.of()))) {
      Map<String, @Nullable Object> request = Plain.object(each);
      if (request.containsKey("text")) {
        String path = String.valueOf(request.get("path"));
        byte[] body =
            String.join(
                    "\n", Plain.list(request.get("text")).stream().map(String::valueOf).toList())
                .getBytes(UTF_8);
        client.send("POST", path, Map.of(), body);
        for (int round = 0; round < MUTATIONS_OF_EACH; round++) {
          check(path, mutated(body), client);
        }
      }
    }
  }

  private void check(String path, byte[] body, Client client) {
    Answer answer = client.send("POST", path, Map.of(), body);
    String message = "seed " + seed + ": " + path + " " + new String(body, UTF_8) + answer.body();
    assertTrue(answer.status() == 200 || answer.status() == 400, message);
    if (answer.status() == 400) {
      assertEquals("application/problem+json", answer.header("Content-Type"), message);
    }
  }

  private byte[] mutated(byte[] original) {
    byte[] bytes = original.clone();
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      int place = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] = (byte) random.nextInt(256);
        case 1 -> bytes[place] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, 1 + place);
        default -> {
          int length = Math.min(random.nextInt(12), bytes.length - place);
          int target = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, place, bytes, target, length);
        }
      }
    }
    return bytes;
  }
}
