package org.cnnprov.store.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The producers that the store has seen, with the highest number that it holds of each. */
final class Producers {

  private final Map<UUID, ProducerState> producers = new HashMap<>();

  @Nullable ProducerState find(UUID id) {
    return producers.get(id);
  }

  Collection<ProducerState> all() {
    return producers.values();
  }

  void add(ProducerState producer) {
    producers.put(producer.id, producer);
  }
}
