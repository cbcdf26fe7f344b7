package org.cnnprov.server.ingest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.event.Batch;

/**
 * When each producer was heard of last, since the server started; of the most recent ones. Written
 * by the writer's thread, read by any.
 */
final class Contacts {

  private static final int PRODUCERS = 1_000;

  /** In the order of their last contact. Guarded by this object's monitor. */
  private final Map<UUID, Instant> heard =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
          return size() > PRODUCERS;
        }
      };

  synchronized void heard(List<Batch> batches) {
    for (Batch batch : batches) {
      if (batch instanceof Batch.Numbered numbered) {
        heard.put(numbered.producer(), numbered.request().receivedAt());
      }
    }
  }

  /** A copy, the one heard of last at its end. */
  synchronized Map<UUID, Instant> all() {
    return new LinkedHashMap<>(heard);
  }
}
