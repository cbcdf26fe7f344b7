package org.cnnprov.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedTriesTest {

  private final Hand clock = new Hand();
  private final FailedTries tries = new FailedTries(3, clock);

  @Test
  void tellsHowLongToWaitAfterTooMany() {
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), tries.count("192.0.2.1"));
    }
    clock.pass(Duration.ofSeconds(20));
    assertEquals(Optional.of(Duration.ofSeconds(40)), tries.count("192.0.2.1"));
    assertEquals(Optional.empty(), tries.count("192.0.2.2"));
  }

  @Test
  void beginsAnewAfterAMinute() {
    for (int i = 0; i < 4; i++) {
      tries.count("192.0.2.1");
    }
    clock.pass(Duration.ofSeconds(60));
    assertEquals(Optional.empty(), tries.count("192.0.2.1"));
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    for (int i = 0; i < 50_000; i++) {
      tries.count("address " + i);
    }
    assertTrue(tries.addresses() <= 10_000, () -> "remembers " + tries.addresses());
  }

  /** A clock that the test moves. */
  private static final class Hand extends Clock {

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

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
