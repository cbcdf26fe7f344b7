package org.cnnprov.store.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cnnprov.codec.BatchDecoder;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;

/** Batches of tests, from the bytes that a client would send. */
public final class Bodies {

  private Bodies() {}

  public static Batch batch(byte[] body) {
    return batch(body, Instant.now());
  }

  public static Batch batch(byte[] body, Instant receivedAt) {
    try {
      return BatchDecoder.decode(new Request(receivedAt, "/api/v1/batches", "test", body)).batch();
    } catch (UndecodableException e) {
      throw new AssertionError(e);
    }
  }

  /** A batch of these lines. */
  public static Batch batch(UUID producer, long first, List<String> lines) {
    return batch(producer, first, lines, Instant.now());
  }

  public static Batch batch(UUID producer, long first, List<String> lines, Instant receivedAt) {
    String header = "{\"producer\":\"%s\",\"first\":%d}\n".formatted(producer, first);
    String body = header + lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    return batch(body.getBytes(StandardCharsets.UTF_8), receivedAt);
  }
}
