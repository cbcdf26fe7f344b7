package org.cnnprov.server.query.structured;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Reader;
import org.cnnprov.store.Query;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** Compiles structured queries against the catalogue as it is now. */
public final class StructuredQueries {

  private final Store store;
  private final Reader reader;
  private final Duration timeLimit;

  public StructuredQueries(Store store, Duration timeLimit) {
    this.store = store;
    this.reader = new Reader(store);
    this.timeLimit = timeLimit;
  }

  /**
   * The statement that answers the query.
   *
   * @throws ProblemException where the query names what is not there, or has no meaning; pointers
   *     are those of the JSON form, such as {@code /projection/0}
   */
  public CompiledQuery compile(StructuredQuery query) throws ProblemException, StoreException {
    DerivedViews views = new DerivedViews(store, reader);
    return new Compilation(query, new Catalogue(reader, views), reader).compile();
  }

  /**
   * The query to run.
   *
   * @param unwanted whether nobody wants the answer any more
   */
  public Query query(CompiledQuery query, BooleanSupplier unwanted) {
    return new Query(query.sql(), query.parameters(), false, timeLimit, query.rowLimit(), unwanted);
  }
}
