package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.codec.Json;
import org.jspecify.annotations.Nullable;

/** Posts what producers have, in batches of a size that suits the server. */
final class Shipment {

  private static final int BATCH_BYTES = 1024 * 1024;

  /** All that waits, of all producers. */
  private static final long WAITING_BYTES = 16L * 1024 * 1024;

  private static final int KEPT_REFUSALS = 100;

  /** An event that the server refused. */
  record Refused(String of, long number, String pointer, String code, String detail) {}

  private final ServerConnection server;
  private final Set<Producer> waiting = new LinkedHashSet<>();
  private final List<Refused> refused = new ArrayList<>();
  private long refusals;
  private long waitingBytes;

  Shipment(ServerConnection server) {
    this.server = server;
  }

  /** Looks at a producer that has got something. */
  void look(Producer producer, int bytesBefore) throws ImportException {
    waitingBytes += producer.pendingBytes() - bytesBefore;
    if (producer.pendingBytes() > 0) {
      waiting.add(producer);
    }
    if (producer.pendingBytes() >= BATCH_BYTES) {
      send(producer);
    }
    while (waitingBytes > WAITING_BYTES) {
      send(Collections.max(waiting, Comparator.comparingInt(Producer::pendingBytes)));
    }
  }

  void sendAll() throws ImportException {
    for (Producer producer : List.copyOf(waiting)) {
      send(producer);
    }
  }

  /** Events that were refused, the first of them. */
  List<Refused> refused() {
    return refused;
  }

  long refusals() {
    return refusals;
  }

  private void send(Producer producer) throws ImportException {
    ServerConnection.Answer answer = server.postBatch(producer.batch());
    if (answer.status() != 200) {
      throw new ImportException(
          "the server refused a batch of '%s': %s".formatted(producer.of, answer.detail()));
    }
    if (answer.member("rejected") instanceof Json.Items items) {
      items.values().forEach(problem -> keep(producer, problem));
    }
    waitingBytes -= producer.pendingBytes();
    waiting.remove(producer);
    producer.sent();
  }

  private void keep(Producer producer, Json problem) {
    refusals++;
    if (refused.size() < KEPT_REFUSALS && problem instanceof Json.Members members) {
      String pointer = text(members, "pointer");
      refused.add(
          new Refused(
              producer.of,
              producer.firstPending() + index(pointer),
              pointer,
              text(members, "code"),
              text(members, "detail")));
    }
  }

  private static long index(String pointer) {
    String[] steps = pointer.split("/", 3);
    return steps.length < 2 || steps[1].isEmpty() ? 0 : Long.parseLong(steps[1]);
  }

  private static String text(Json.Members members, String name) {
    @Nullable Json value = members.values().get(name);
    return ServerConnection.text(value);
  }
}
