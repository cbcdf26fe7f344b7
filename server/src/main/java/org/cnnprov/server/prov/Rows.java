package org.cnnprov.server.prov;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Our own statements on one snapshot. */
final class Rows {

  /** A document of millions of statements takes longer than other answers. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

  private final Snapshot snapshot;
  private final BooleanSupplier unwanted;

  /**
   * Reads from a snapshot.
   *
   * @param unwanted whether nobody wants the document any more
   */
  Rows(Snapshot snapshot, BooleanSupplier unwanted) {
    this.snapshot = snapshot;
    this.unwanted = unwanted;
  }

  /** Takes one row after the other. */
  interface Use {
    void of(Cells row) throws IOException;
  }

  void each(Fragment sql, Use use) throws StoreException, QueryException {
    Query query =
        new Query(sql.sql(), sql.parameters(), false, TIME_LIMIT, Long.MAX_VALUE, unwanted);
    snapshot.query(
        query,
        new RowSink() {
          @Override
          public void columns(List<Column> columns) {}

          @Override
          public void row(List<@Nullable Object> values) throws IOException {
            use.of(new Cells(values));
          }

          @Override
          public void end(boolean truncated) {}
        });
  }

  /** All rows, of an answer that is small. */
  List<Cells> all(Fragment sql) throws StoreException, QueryException {
    List<Cells> rows = new ArrayList<>();
    each(sql, rows::add);
    return rows;
  }
}
