package org.cnnprov.server.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Runs our own queries, whose answers are small enough to be held. */
public final class Reader {

  private final Snapshot source;

  /** Each of its queries sees what is committed then. */
  public Reader(Store store) {
    this.source = store::query;
  }

  /** All of its queries see the same. */
  public Reader(Snapshot snapshot) {
    this.source = snapshot;
  }

  public List<Row> rows(Fragment sql) throws StoreException {
    Collector collector = new Collector();
    try {
      source.query(Query.own(sql.sql(), sql.parameters()), collector);
    } catch (QueryException ours) {
      throw new IllegalStateException("a query of ours failed: " + sql.sql(), ours);
    }
    return collector.rows;
  }

  /** The rows of a query of ours that may take too long, or be given up. */
  public List<Row> rows(Query query) throws QueryException, StoreException {
    Collector collector = new Collector();
    source.query(query, collector);
    return collector.rows;
  }

  /** The only row, if there is one. */
  public Optional<Row> row(Fragment sql) throws StoreException {
    return rows(sql).stream().findFirst();
  }

  private static final class Collector implements RowSink {

    private final List<Row> rows = new ArrayList<>();
    private List<Column> columns = List.of();

    @Override
    public void columns(List<Column> columns) {
      this.columns = columns;
    }

    @Override
    public void row(List<@Nullable Object> values) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      for (int index = 0; index < columns.size(); index++) {
        named.put(columns.get(index).name(), values.get(index));
      }
      rows.add(new Row(named));
    }

    @Override
    public void end(boolean truncated) {}
  }
}
