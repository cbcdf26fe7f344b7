package org.cnnprov.store;

/** One committed state, for as many queries as it takes, one after the other. */
public interface Snapshot {

  /** Runs one query on it. */
  void query(Query query, RowSink sink) throws QueryException, StoreException;

  /** What is done with a snapshot while it lasts. */
  interface Reading {
    void from(Snapshot snapshot) throws QueryException, StoreException, java.io.IOException;
  }
}
