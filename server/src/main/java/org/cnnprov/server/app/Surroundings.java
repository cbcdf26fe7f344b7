package org.cnnprov.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.cnnprov.server.http.ByteBudget;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.server.metrics.Metrics;

/** What the server takes up and has left: sizes on the disk, the queue, its producers. */
final class Surroundings {

  private final Path data;
  private final Supplier<Sizes> sizes;
  private final IngestPipeline pipeline;
  private final ByteBudget bodies;

  /** Bytes of the store's parts, as {@code /api/v1/server} describes them. */
  record Sizes(long data, long log, long refused, long temporary) {}

  /** Bytes of the disk that the store lies on. */
  record Disk(long free, long total) {}

  Surroundings(Path data, Supplier<Sizes> sizes, IngestPipeline pipeline, ByteBudget bodies) {
    this.data = data;
    this.sizes = sizes;
    this.pipeline = pipeline;
    this.bodies = bodies;
  }

  Sizes sizes() {
    return sizes.get();
  }

  Disk disk() {
    try {
      FileStore disk = Files.getFileStore(data);
      return new Disk(disk.getUsableSpace(), disk.getTotalSpace());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  int waitingBatches() {
    return pipeline.waiting();
  }

  long bytesOfBodies() {
    return bodies.taken();
  }

  Map<UUID, Instant> contacts() {
    return pipeline.contacts();
  }

  /** Puts these figures among those of {@code /metrics}. */
  void addTo(Metrics metrics) {
    metrics.gauge("cnnprov_queue_batches", "Batches that wait.", this::waitingBatches);
    metrics.gauge("cnnprov_queue_bytes", "All bodies in memory.", this::bytesOfBodies);
    metrics.gauge("cnnprov_store_data_bytes", "The store's file.", () -> sizes().data());
    metrics.gauge("cnnprov_store_log_bytes", "Its log of writes.", () -> sizes().log());
    metrics.gauge(
        "cnnprov_store_refused_bytes", "What was refused, kept.", () -> sizes().refused());
    metrics.gauge(
        "cnnprov_store_temporary_bytes", "Put aside by queries.", () -> sizes().temporary());
    metrics.gauge("cnnprov_disk_free_bytes", "Left on the disk.", () -> disk().free());
  }
}
