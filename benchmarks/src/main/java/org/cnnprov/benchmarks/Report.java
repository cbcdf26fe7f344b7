package org.cnnprov.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures by name, in the order in which they were added. Used by one thread. */
final class Report {

  private static final double NANOSECONDS_IN_MILLISECOND = 1e6;

  private final Map<String, String> figures = new LinkedHashMap<>();

  Report with(String name, long number) {
    figures.put(name, Long.toString(number));
    return this;
  }

  Report with(String name, double number) {
    figures.put(name, String.format(Locale.ROOT, "%.3f", number));
    return this;
  }

  /** Percentiles of times in nanoseconds, told in milliseconds. */
  Report withTimes(String name, long[] nanoseconds) {
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    with(name + "_p50_ms", percentile(sorted, 0.5));
    with(name + "_p99_ms", percentile(sorted, 0.99));
    return with(name + "_max_ms", percentile(sorted, 1));
  }

  String json() {
    return figures.entrySet().stream()
        .map(figure -> "\"%s\": %s".formatted(figure.getKey(), figure.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static double percentile(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, index)] / NANOSECONDS_IN_MILLISECOND;
  }
}
