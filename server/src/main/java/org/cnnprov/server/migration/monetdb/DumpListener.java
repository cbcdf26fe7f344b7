package org.cnnprov.server.migration.monetdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what stands in a dump, in its order. */
public interface DumpListener {

  /** A table is created. */
  void table(Table table, long line) throws DumpException;

  /**
   * A row.
   *
   * @param values one for each column, as text; null for NULL
   * @param line where it begins
   */
  void row(Table table, List<@Nullable String> values, long line) throws DumpException;

  /**
   * Something was passed over that may have held data.
   *
   * @param rows how many rows, as far as the statement says so; else 0
   */
  void passedOver(String what, long rows, long line);
}
