package org.cnnprov.server.compat.dfanalyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.UndecodableException;
import org.junit.jupiter.api.Test;

/** Golden messages with random faults: all of them are answered, none ends in another exception. */
class MutatedMessagesTest {

  private static final int MUTATIONS_OF_EACH = 100;
  private static final byte[] TELLING = "{}[]\",:;\\u0n-.eE1 \n\0".getBytes(UTF_8);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void nothingButARefusalEscapes() throws Exception {
    for (Path file : Messages.golden()) {
      for (Map<String, Json> request : Messages.requests(file)) {
        for (int i = 0; i < MUTATIONS_OF_EACH; i++) {
          check(Messages.text(request, "path"), mutated(Messages.body(request)));
        }
      }
    }
  }

  private void check(String path, byte[] body) {
    try {
      assertFalse(Messages.decode(path, body).events().isEmpty());
    } catch (UndecodableException refusal) {
      assertFalse(refusal.problems().isEmpty());
    } catch (RuntimeException | Error escaped) {
      fail("seed " + seed + ": " + new String(body, UTF_8), escaped);
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
