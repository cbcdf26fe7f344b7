package org.cnnprov.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is refused, and logs the first of each cause within a minute: a client that is wrong
 * a thousand times a second fills no disk. The next line of the same cause says how many went
 * without one.
 */
public final class Refused {

  private static final Logger LOG = LoggerFactory.getLogger(Refused.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int DETAIL_LENGTH = 300;

  private final Clock clock;
  private final Counter requests;
  private final Counter events;

  /** Guarded by this object's monitor. */
  private final Map<ErrorCode, Cause> causes = new EnumMap<>(ErrorCode.class);

  private record Cause(Instant logged, long suppressed) {}

  public Refused(PrometheusRegistry registry, Clock clock) {
    this.clock = clock;
    requests = counter(registry, "requests", "Requests that were refused, by code.");
    events =
        counter(registry, "events", "Events refused within batches that were stored, by code.");
  }

  /** A request was answered with this code. */
  public void request(ErrorCode code, String detail) {
    requests.labelValues(code.code()).inc();
    log(code, detail);
  }

  /** Events of a batch were refused, and the others stored. */
  public void events(List<Problem> problems) {
    for (Problem problem : problems) {
      events.labelValues(problem.code().code()).inc();
      log(problem.code(), problem.detail());
    }
  }

  private void log(ErrorCode code, String detail) {
    long suppressed = sinceTheLastLine(code);
    if (suppressed == 0) {
      LOG.warn("refused, {}: {}", code.code(), cut(detail));
    } else if (suppressed > 0) {
      LOG.warn(
          "refused, {}: {} (and {} more since the last line)",
          code.code(),
          cut(detail),
          suppressed);
    }
  }

  /** How many went without a line since the last one; -1 where this one goes without, too. */
  private synchronized long sinceTheLastLine(ErrorCode code) {
    Instant now = clock.instant();
    Cause cause = causes.get(code);
    if (cause != null && now.isBefore(cause.logged().plus(WINDOW))) {
      causes.put(code, new Cause(cause.logged(), cause.suppressed() + 1));
      return -1;
    }
    causes.put(code, new Cause(now, 0));
    return cause == null ? 0 : cause.suppressed();
  }

  private static String cut(String detail) {
    return detail.length() <= DETAIL_LENGTH ? detail : detail.substring(0, DETAIL_LENGTH) + "…";
  }

  private static Counter counter(PrometheusRegistry registry, String what, String help) {
    return Counter.builder()
        .name("cnnprov_refused_%s_total".formatted(what))
        .help(help)
        .labelNames("code")
        .register(registry);
  }
}
