package org.cnnprov.server.spec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns a request that is right into one that may be wrong: by bytes, or by values of its JSON. */
final class Mutations {

  private static final byte[] TELLING = "{}[]\",:;\\u0n-.eE1 \n\0".getBytes(UTF_8);

  /** Text, numbers and words of JSON. */
  private static final Pattern VALUE =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d[\\d.eE+-]*|true|false|null");

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0.0",
          "1e999",
          "123456789012345678901234567890",
          "9223372036854775807",
          "9223372036854775808",
          "0.1e-400",
          "\"\"",
          "\" \"",
          "\"NaN\"",
          "\"-Infinity\"",
          "\"public\"",
          "\"main\"",
          "\"temp\"",
          "\"id\"",
          "\"rowid\"",
          "\"a\\\"b'c;--\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"../../x\"",
          "\"2026-02-30T25:61:61Z\"",
          "\"9999-12-31T23:59:59.999999Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"%s\"".formatted("x".repeat(2_000)),
          "[]",
          "{}",
          "[[[[[[]]]]]]",
          "[null]",
          "{\"\":{}}");

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  byte[] of(byte[] original) {
    byte[] bytes = original;
    for (int faults = 1 + random.nextInt(3); faults > 0 && bytes.length > 0; faults--) {
      bytes = random.nextInt(3) == 0 ? withOtherBytes(bytes) : withOtherValue(bytes);
    }
    return bytes;
  }

  private byte[] withOtherValue(byte[] bytes) {
    // One character for each byte, so that nothing else of the body changes.
    String text = new String(bytes, ISO_8859_1);
    List<MatchResult> values = new ArrayList<>();
    VALUE.matcher(text).results().forEach(values::add);
    if (values.isEmpty()) {
      return withOtherBytes(bytes);
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    String other =
        random.nextInt(4) == 0
            ? values.get(random.nextInt(values.size())).group()
            : ODD.get(random.nextInt(ODD.size()));
    return (text.substring(0, value.start()) + other + text.substring(value.end()))
        .getBytes(ISO_8859_1);
  }

  private byte[] withOtherBytes(byte[] original) {
    byte[] bytes = original.clone();
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
    return bytes;
  }
}
