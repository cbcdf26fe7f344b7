package org.cnnprov.server.migration.dfanalyzer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to the producers of their executions, in the order of the dump. An execution begins
 * with its first event, so that nothing of it waits in memory before.
 */
final class Dispatch {

  private final Beginnings beginnings;
  private final Shipment shipment;
  private final Map<Run, Producer> producers = new LinkedHashMap<>();

  /** The one whose rows came last: rows of one event stand together in the dump. */
  private @Nullable Run current;

  Dispatch(String dump, Collection<Run> runs, Beginnings beginnings, Shipment shipment) {
    this.beginnings = beginnings;
    this.shipment = shipment;
    for (Run run : runs) {
      if (run.leftOut == null) {
        producers.put(run, Producer.of(dump, run.dataflowTag, run.tag));
      }
    }
  }

  Collection<Producer> producers() {
    return producers.values();
  }

  /** An event. */
  void add(Run run, byte[] line) throws ImportException {
    moveTo(run);
    Producer producer = producer(run);
    if (producer != null) {
      int before = producer.pendingBytes();
      producer.add(line);
      shipment.look(producer, before);
    }
  }

  /** A row; false where the execution is left out. */
  boolean add(Run run, RowGroup.Key key, OldSet set, RowGroup.Values values)
      throws ImportException {
    moveTo(run);
    Producer producer = producer(run);
    if (producer != null) {
      int before = producer.pendingBytes();
      producer.add(key, set, values);
      shipment.look(producer, before);
    }
    return producer != null;
  }

  /** Ends each execution, and sends what waits; how many stay without an end. */
  long end() throws ImportException {
    long neverEnded = 0;
    for (Run run : producers.keySet()) {
      String status = run.endStatus();
      if (status != null) {
        add(run, beginnings.ended(status));
      } else {
        moveTo(run);
        producer(run);
        neverEnded++;
      }
    }
    closeCurrent();
    shipment.sendAll();
    return neverEnded;
  }

  /** Also for one that is left out: what an event holds must not depend on that. */
  private void moveTo(Run run) throws ImportException {
    if (run != current) {
      closeCurrent();
      current = run;
    }
  }

  private void closeCurrent() throws ImportException {
    Producer producer = current == null ? null : producers.get(current);
    if (producer != null) {
      int before = producer.pendingBytes();
      producer.closeGroup();
      shipment.look(producer, before);
    }
  }

  private @Nullable Producer producer(Run run) throws ImportException {
    Producer producer = producers.get(run);
    if (producer != null && !producer.hasBegun()) {
      producer.add(beginnings.started(run));
      producer.add(beginnings.labelled());
      shipment.look(producer, 0);
    }
    return producer;
  }
}
