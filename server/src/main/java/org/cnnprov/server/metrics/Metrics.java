package org.cnnprov.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** All figures of one server. */
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final IngestMetrics ingest = new IngestMetrics(registry);
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final Refused refused;
  private boolean machineAdded;

  public Metrics(Clock clock, String version) {
    refused = new Refused(registry, clock);
    Info.builder()
        .name("cnnprov_build_info")
        .help("The release.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
  }

  public IngestMetrics ingest() {
    return ingest;
  }

  public RequestMetrics requests() {
    return requests;
  }

  public Refused refused() {
    return refused;
  }

  /** A figure that is looked up whenever somebody asks for it. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** An answer to {@code /metrics}. */
  public record Text(String contentType, byte[] bytes) {}

  /** All figures of this moment, in the format that the header {@code Accept} asks for. */
  public Text text(@Nullable String accept) throws IOException {
    addMachine();
    ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(bytes, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    return new Text(writer.getContentType(), bytes.toByteArray());
  }

  /** The virtual machine's own, with the first that asks: their classes would hold up a start. */
  private synchronized void addMachine() {
    if (!machineAdded) {
      JvmMemoryMetrics.builder().register(registry);
      JvmGarbageCollectorMetrics.builder().register(registry);
      JvmThreadsMetrics.builder().register(registry);
      ProcessMetrics.builder().register(registry);
      machineAdded = true;
    }
  }
}
