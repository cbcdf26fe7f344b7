package org.cnnprov.server.app;

import java.util.Locale;
import org.cnnprov.codec.JsonText;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.model.Name;

/**
 * Every limit that whoever runs the server may move, with its range. On the command line {@code
 * --max-…}, in the environment {@code CNNPROV_MAX_…}.
 */
public enum Limit {
  CONNECTIONS(Unit.COUNT, "1000", "1", "100000", "Connections at once; more wait for one to end."),
  IDLE_TIME(Unit.TIME, "30s", "100ms", "1h", "Silence after which a connection is closed."),
  HEADER_TIME(Unit.TIME, "10s", "100ms", "5m", "From the first byte of a request to its body."),
  HEADER_SIZE(Unit.SIZE, "16KiB", "1KiB", "1MiB", "The request line with all headers."),
  BODY_TIME(Unit.TIME, "60s", "100ms", "1h", "From the first byte of a body to its last."),
  BODY_SIZE(Unit.SIZE, "16MiB", "1KiB", "1GiB", "A body that writes, as it comes."),
  PLAIN_BODY_SIZE(Unit.SIZE, "64MiB", "1KiB", "1GiB", "The same after decompression."),
  READING_BODY_SIZE(Unit.SIZE, "1MiB", "1KiB", "64MiB", "The body of a request that reads."),
  BODIES_SIZE(Unit.SIZE, "256MiB", "1MiB", "64GiB", "All bodies in memory together."),
  LINE_SIZE(Unit.SIZE, "16MiB", "1KiB", "1GiB", "One event of a batch."),
  NESTING(
      Unit.COUNT,
      String.valueOf(JsonText.USUAL_NESTING),
      "20",
      "500",
      "Objects and arrays in one another."),
  TAG_LENGTH(
      Unit.COUNT,
      String.valueOf(DataflowBounds.USUAL.tagLength()),
      "100",
      String.valueOf(Name.MAX_LENGTH),
      "Characters of a new tag or attribute's name."),
  ATTRIBUTES(
      Unit.COUNT,
      String.valueOf(DataflowBounds.USUAL.attributes()),
      "100",
      "10000",
      "Attributes of a data set; each is a column."),
  WRITING_REQUESTS(Unit.COUNT, "100", "1", "1000", "Requests that write, at once."),
  READING_REQUESTS(Unit.COUNT, "64", "1", "1000", "Requests that read, at once."),
  LISTENERS(Unit.COUNT, "500", "1", "10000", "Streams of events, at once."),
  STORING_TIME(Unit.TIME, "60s", "1s", "10m", "How long a request waits to be stored."),
  SQL_TIME(Unit.TIME, "30s", "100ms", "1h", "How long a statement of a user runs."),
  SQL_ROWS(Unit.COUNT, "1000000", "1", "100000000", "Rows of an answer to SQL."),
  ANSWER_SIZE(Unit.SIZE, "1GiB", "1MiB", "64GiB", "An answer; larger ones are refused."),
  REFUSALS(Unit.COUNT, "10000", "1", "1000000", "Refused requests that are kept."),
  REFUSALS_SIZE(Unit.SIZE, "512MiB", "1MiB", "64GiB", "Bodies of those, together."),
  REFUSALS_AGE(Unit.TIME, "90d", "1h", "3650d", "How long those are kept."),
  FAILED_TRIES(Unit.COUNT, "10", "1", "10000", "Unknown tokens of an address in a minute.");

  private final Unit unit;
  private final String otherwise;
  private final String least;
  private final String most;
  private final String sentence;

  Limit(Unit unit, String otherwise, String least, String most, String sentence) {
    this.unit = unit;
    this.otherwise = otherwise;
    this.least = least;
    this.most = most;
    this.sentence = sentence;
  }

  public String option() {
    return "--max-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String variable() {
    return "CNNPROV_MAX_" + name();
  }

  public Unit unit() {
    return unit;
  }

  /** The value where none is given, as it is written. */
  public String otherwise() {
    return otherwise;
  }

  public String least() {
    return least;
  }

  public String most() {
    return most;
  }

  public String sentence() {
    return sentence;
  }
}
