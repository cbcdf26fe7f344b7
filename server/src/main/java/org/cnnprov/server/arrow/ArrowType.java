package org.cnnprov.server.arrow;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a column of an Arrow stream. Each may be null. */
sealed interface ArrowType {

  /** Types of one form. */
  enum Plain implements ArrowType {
    BOOLEAN,
    /** 64 bits, with a sign. */
    INTEGER,
    /** 64 bits. */
    FLOATING,
    TEXT,
    /** Microseconds, in UTC. */
    TIMESTAMP,
    /** Days. */
    DATE,
    /** Microseconds. */
    TIME
  }

  /** 128 bits. */
  record Decimal(int precision, int scale) implements ArrowType {}

  /** A list of any length. */
  record ListOf(ArrowType items) implements ArrowType {}

  Set<String> INTEGERS =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
  Set<String> TIMESTAMPS =
      Set.of(
          "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE");
  Pattern LIST = Pattern.compile("(.*)\\[\\d*]", Pattern.DOTALL);
  Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

  /** What becomes of a type of the store. Those without a counterpart are text, as in JSON. */
  static ArrowType of(String type) {
    Matcher list = LIST.matcher(type);
    if (list.matches()) {
      return new ListOf(of(list.group(1)));
    }
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    if (INTEGERS.contains(type)) {
      return Plain.INTEGER;
    } else if (TIMESTAMPS.contains(type)) {
      return Plain.TIMESTAMP;
    }
    return switch (type) {
      case "BOOLEAN" -> Plain.BOOLEAN;
      case "FLOAT", "DOUBLE" -> Plain.FLOATING;
      case "DATE" -> Plain.DATE;
      case "TIME" -> Plain.TIME;
      case "UBIGINT", "HUGEINT" -> new Decimal(38, 0);
      default -> Plain.TEXT;
    };
  }
}
