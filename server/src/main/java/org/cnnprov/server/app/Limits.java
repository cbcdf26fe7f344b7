package org.cnnprov.server.app;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The limits in force: of each {@link Limit} its number of items, bytes or milliseconds. */
public final class Limits {

  private final Map<Limit, Long> values;

  private Limits(Map<Limit, Long> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Those that hold where nothing else is said. */
  public static Limits defaults() {
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.unit().parse(limit.otherwise()).orElseThrow());
    }
    return new Limits(values);
  }

  /**
   * These with another value for one of them.
   *
   * @throws InvalidSettingException with {@code name}, where the text is no value of its range
   */
  public Limits with(Limit limit, String text, String name) throws InvalidSettingException {
    Unit unit = limit.unit();
    Optional<Long> value = unit.parse(text);
    if (value.isEmpty()
        || value.get() < unit.parse(limit.least()).orElseThrow()
        || value.get() > unit.parse(limit.most()).orElseThrow()) {
      throw new InvalidSettingException(
          "%s: expected %s from %s to %s, came '%s'"
              .formatted(name, unit.form(), limit.least(), limit.most(), text));
    }
    Map<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, value.get());
    return new Limits(changed);
  }

  public long number(Limit limit) {
    return values.getOrDefault(limit, 0L);
  }

  /** The number of one that fits into 31 bits; its range says so. */
  public int count(Limit limit) {
    return Math.toIntExact(number(limit));
  }

  public Duration time(Limit limit) {
    return Duration.ofMillis(number(limit));
  }

  /** The value as it is written. */
  public String text(Limit limit) {
    return limit.unit().text(number(limit));
  }
}
