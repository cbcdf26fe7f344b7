package org.cnnprov.server.app;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a limit counts, and how its values are written. */
public enum Unit {
  /** Written as a plain number. */
  COUNT("a whole number"),

  /** In bytes. */
  SIZE("a size such as 512KiB, 16MiB or 1GiB"),

  /** In milliseconds. */
  TIME("a time such as 500ms, 30s, 10m, 12h or 90d");

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})([A-Za-z]*)");

  private final String form;

  Unit(String form) {
    this.form = form;
  }

  /** What is expected, for messages. */
  public String form() {
    return form;
  }

  private record Suffix(String text, long factor) {}

  /** The largest first. */
  private List<Suffix> suffixes() {
    return switch (this) {
      case COUNT -> List.of(new Suffix("", 1));
      case SIZE ->
          List.of(
              new Suffix("GiB", 1L << 30),
              new Suffix("MiB", 1L << 20),
              new Suffix("KiB", 1L << 10),
              new Suffix("B", 1));
      case TIME ->
          List.of(
              new Suffix("d", 86_400_000),
              new Suffix("h", 3_600_000),
              new Suffix("m", 60_000),
              new Suffix("s", 1_000),
              new Suffix("ms", 1));
    };
  }

  /** The number that is written so; empty where it is none of this unit. */
  Optional<Long> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    return suffixes().stream()
        .filter(suffix -> suffix.text().equals(written.group(2)))
        .map(suffix -> suffix.factor() * Long.parseLong(written.group(1)))
        .findFirst();
  }

  /** The shortest exact form of a number. */
  String text(long number) {
    return suffixes().stream()
        .filter(suffix -> number > 0 && number % suffix.factor() == 0)
        .map(suffix -> number / suffix.factor() + suffix.text())
        .findFirst()
        .orElse(Long.toString(number));
  }
}
