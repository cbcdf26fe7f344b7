package org.cnnprov.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.UUID;

/** A process whose events are numbered, as the server sees it. Used by one thread. */
final class Producer {

  private final UUID id = UUID.randomUUID();
  private long next;

  /** The body of a batch with these events, one a line, which {@link #send} is to send next. */
  byte[] body(String events) {
    return "{\"producer\":\"%s\",\"first\":%d}\n%s".formatted(id, next, events).getBytes(UTF_8);
  }

  /** Sends the events, and returns when they are stored durably, every one of them. */
  void send(Connection connection, String events) throws IOException {
    send(connection, body(events), (int) events.chars().filter(c -> c == '\n').count());
  }

  /** The same, of a body that was made before. */
  void send(Connection connection, byte[] body, int events) throws IOException {
    String answer = connection.post("/api/v1/batches", body);
    next += events;
    if (!answer.startsWith("{\"stored\":%d,\"rejected\":[]".formatted(next - 1))) {
      throw new IOException("expected %d stored, came %s".formatted(next - 1, answer));
    }
  }
}
