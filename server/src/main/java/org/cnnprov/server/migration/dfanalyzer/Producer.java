package org.cnnprov.server.migration.dfanalyzer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of one execution, numbered from 0. The same dump gives the same producers and the same
 * numbers; those that the server has are not sent.
 */
final class Producer {

  /** Part of each producer's number: it changes when the same dump gives other events. */
  private static final String FORM = "dfanalyzer-dump 1";

  final UUID id;

  /** For messages. */
  final String of;

  /** The highest number that the server has; -1 for none. */
  long stored = -1;

  private long next;
  private long firstPending;
  private ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
  private @Nullable RowGroup group;

  private Producer(UUID id, String of) {
    this.id = id;
    this.of = of;
  }

  static Producer of(String dump, String dataflow, String execution) {
    String name = String.join("\0", FORM, dump, dataflow, execution);
    return new Producer(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), execution);
  }

  /** A producer for the plan of a dataflow: another one for each import. */
  static Producer ofPlan(String dataflow) {
    return new Producer(UUID.randomUUID(), dataflow);
  }

  /** Adds an event behind those that are there. */
  void add(byte[] line) {
    closeGroup();
    append(line);
  }

  /** Adds a row: to the event at hand where it fits, else to a new one. */
  void add(RowGroup.Key key, OldSet set, RowGroup.Values values) {
    RowGroup current = group;
    if (current == null || !current.takes(key)) {
      closeGroup();
      current = new RowGroup(key, set);
      group = current;
    }
    current.add(values);
  }

  /** Ends the event that rows are still added to. */
  void closeGroup() {
    RowGroup current = group;
    if (current != null) {
      group = null;
      append(current.line());
    }
  }

  private void append(byte[] line) {
    if (next > stored) {
      if (pending.size() == 0) {
        firstPending = next;
      }
      pending.write(line, 0, line.length);
    }
    next++;
  }

  boolean hasBegun() {
    return next > 0;
  }

  int pendingBytes() {
    return pending.size();
  }

  /** The body of a batch of all that waits. */
  byte[] batch() {
    byte[] header =
        "{\"producer\":\"%s\",\"first\":%d}\n"
            .formatted(id, firstPending)
            .getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[header.length + pending.size()];
    System.arraycopy(header, 0, body, 0, header.length);
    System.arraycopy(pending.toByteArray(), 0, body, header.length, pending.size());
    return body;
  }

  void sent() {
    // A new one, not reset: it would keep its size, for each execution of the dump.
    pending = new ByteArrayOutputStream(0);
  }

  long firstPending() {
    return firstPending;
  }
}
