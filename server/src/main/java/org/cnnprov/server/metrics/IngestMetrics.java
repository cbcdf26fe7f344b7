package org.cnnprov.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Event;
import org.jspecify.annotations.Nullable;

/** What came in and how long it took to store it. Called by the writer after each commit. */
public final class IngestMetrics {

  private final Counter batches;
  private final Counter events;
  private final Counter values;
  private final Counter bytes;
  private final Counter failures;
  private final Histogram seconds;
  private final Histogram batchesOfCommit;

  public IngestMetrics(PrometheusRegistry registry) {
    batches = counter(registry, "batches", "Batches and messages that were stored.");
    events = counter(registry, "events", "Events in them, those refused one by one included.");
    values = counter(registry, "values", "Values of elements in them.");
    bytes = counter(registry, "bytes", "Bytes of them, decompressed.");
    failures =
        Counter.builder()
            .name("cnnprov_commit_failures_total")
            .help("Commits that failed.")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("cnnprov_commit_duration_seconds")
            .help("From taking a group of batches to its being durable.")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
            .register(registry);
    batchesOfCommit =
        Histogram.builder()
            .name("cnnprov_commit_batches")
            .help("Batches that one commit stored.")
            .classicOnly()
            .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128)
            .register(registry);
  }

  /** A group became durable. */
  public void stored(List<Batch> group, long nanoseconds) {
    batches.inc(group.size());
    for (Batch batch : group) {
      bytes.inc(batch.request().body().length);
      count(batch);
    }
    seconds.observe(nanoseconds / 1e9);
    batchesOfCommit.observe(group.size());
  }

  /** A commit failed; what it held may be tried again. */
  public void failed() {
    failures.inc();
  }

  private void count(Batch batch) {
    if (batch instanceof Batch.Numbered numbered) {
      events.inc(numbered.lines().size());
      numbered.lines().forEach(line -> count(line.event()));
    } else if (batch instanceof Batch.Message message) {
      events.inc(message.events().size());
      message.events().forEach(this::count);
    }
  }

  private void count(@Nullable Event event) {
    if (event instanceof ElementsReported elements) {
      values.inc(elements.rows().values());
    }
  }

  private static Counter counter(PrometheusRegistry registry, String what, String help) {
    return Counter.builder()
        .name("cnnprov_ingest_%s_total".formatted(what))
        .help(help)
        .register(registry);
  }
}
