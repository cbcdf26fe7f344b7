package org.cnnprov.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cnnprov.event.Batch;
import org.junit.jupiter.api.Test;

/** Golden batches with random faults: every line is accounted for, or the batch is refused. */
class MutatedBatchesTest {

  private static final int MUTATIONS_OF_EACH = 300;
  private static final byte[] TELLING = "{}[]\",:\\u0n-.eE1 \n\0".getBytes(UTF_8);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void nothingButARefusalEscapes() {
    for (byte[] golden : Spec.goldenBatches().values()) {
      for (int i = 0; i < MUTATIONS_OF_EACH; i++) {
        check(mutated(golden));
      }
    }
  }

  private void check(byte[] body) {
    try {
      checkLines(body, BatchDecoder.decode(Batches.request(body)).batch().lines());
    } catch (UndecodableException refusal) {
      assertFalse(refusal.problems().isEmpty());
    } catch (RuntimeException | Error escaped) {
      fail("seed " + seed + ": " + new String(body, UTF_8), escaped);
    }
  }

  private static void checkLines(byte[] body, List<Batch.Line> lines) {
    String text = new String(body, UTF_8);
    long lineFeeds = text.chars().filter(character -> character == '\n').count();
    assertEquals(text.endsWith("\n") ? lineFeeds - 1 : lineFeeds, lines.size());
    for (Batch.Line line : lines) {
      assertEquals(line.event() == null, !line.problems().isEmpty());
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
