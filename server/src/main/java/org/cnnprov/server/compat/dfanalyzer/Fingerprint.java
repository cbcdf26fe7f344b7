package org.cnnprov.server.compat.dfanalyzer;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.cnnprov.event.Rows;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A hash of what was sent, by which a repetition is known: the first eight bytes of SHA-256, never
 * 0. Texts and lists are hashed with their lengths, so that no two different contents are written
 * alike, and names without their case.
 */
final class Fingerprint {

  private static final int ABSENT = -1;

  private final MessageDigest digest = sha256();

  private Fingerprint() {}

  /** Of elements: their data set and their rows. */
  static long of(Name set, Rows.Positional rows) {
    return of(List.of(set, rows.rows()));
  }

  /** Of all that a message says. */
  static long of(List<?> parts) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(parts);
    return fingerprint.value();
  }

  private long value() {
    long value = ByteBuffer.wrap(digest.digest()).getLong();
    return value == 0 ? 1 : value;
  }

  private void add(@Nullable Object part) {
    if (part == null) {
      addNumber(ABSENT);
    } else if (part instanceof Rows) {
      addNumber(0); // ElementsReported has their fingerprint beside them
    } else if (part instanceof List<?> list) {
      addNumber(list.size());
      list.forEach(this::add);
    } else if (part instanceof Name name) {
      add(name.key());
    } else if (part instanceof Record event) {
      addComponents(event);
    } else {
      byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
      addNumber(text.length);
      digest.update(text);
    }
  }

  private void addComponents(Record event) {
    add(event.getClass().getSimpleName());
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      try {
        add(component.getAccessor().invoke(event));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private void addNumber(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
