package org.cnnprov.store;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the answer of a query as it comes. */
public interface RowSink {

  /** One column. */
  record Column(String name, String type) {}

  /** Called once, before the rows. */
  void columns(List<Column> columns) throws IOException;

  /**
   * A row. Values are Boolean, Long, Double, BigDecimal, String, java.time's LocalDateTime (UTC),
   * LocalDate, LocalTime and Instant, lists and maps of these, or null.
   */
  void row(List<@Nullable Object> values) throws IOException;

  /** Called once, after the rows; {@code truncated} when the row limit ended them. */
  void end(boolean truncated) throws IOException;
}
