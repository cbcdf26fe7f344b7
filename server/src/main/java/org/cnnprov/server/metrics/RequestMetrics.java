package org.cnnprov.server.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** How long requests took, by route. */
public final class RequestMetrics {

  private final Histogram seconds;

  public RequestMetrics(PrometheusRegistry registry) {
    seconds =
        Histogram.builder()
            .name("cnnprov_http_request_duration_seconds")
            .help("From a request's being routed to the end of its answer.")
            .unit(Unit.SECONDS)
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
            .register(registry);
  }

  /**
   * A request was answered.
   *
   * @param method of the route
   * @param route the path as the contract writes it, never as a client did
   */
  public void answered(String method, String route, int status, double seconds) {
    this.seconds.labelValues(method, route, Integer.toString(status)).observe(seconds);
  }
}
