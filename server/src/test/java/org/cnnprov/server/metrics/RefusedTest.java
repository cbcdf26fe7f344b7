package org.cnnprov.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.cnnprov.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedTest {

  private final Hand clock = new Hand();
  private final Lines lines = new Lines();
  private final Refused refused = new Refused(new PrometheusRegistry(), clock);
  private final Logger logger = Logger.getLogger(Refused.class.getName());

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
  }

  @Test
  void logsOneLineOfEachCauseInAMinuteAndSaysHowManyWentWithout() {
    for (int i = 1; i <= 1_000; i++) {
      refused.request(ErrorCode.NOT_FOUND, "number " + i);
    }
    refused.request(ErrorCode.TOO_LARGE, "another cause");
    clock.now = clock.now.plus(Duration.ofSeconds(60));
    refused.request(ErrorCode.NOT_FOUND, "a minute later");
    assertEquals(
        List.of(
            "refused, not_found: number 1",
            "refused, too_large: another cause",
            "refused, not_found: a minute later (and 999 more since the last line)"),
        lines.texts);
  }

  private static final class Lines extends Handler {

    private final List<String> texts = new ArrayList<>();

    @Override
    public void publish(LogRecord log) {
      texts.add(new SimpleFormatter().formatMessage(log));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** A clock that the test moves. */
  private static final class Hand extends Clock {

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
