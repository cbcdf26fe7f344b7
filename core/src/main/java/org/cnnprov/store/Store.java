package org.cnnprov.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.cnnprov.event.Batch;

/**
 * Keeps the provenance.
 *
 * <p>{@link #append} and {@link #settle} are called by one thread, the writer. Everything else may
 * be called by any thread at any time, waits for no writer and holds none up.
 */
public interface Store extends AutoCloseable {

  /**
   * Stores the batches in one transaction. When this returns, what the receipts say is durable.
   *
   * @return a receipt for each batch, in order
   * @throws StoreException when nothing of them could be stored; they may be sent again, unless the
   *     trouble is {@link StoreTrouble#UNSTORABLE}
   */
  List<Receipt> append(List<Batch> batches) throws StoreException;

  /**
   * Ends the executions that have been silent for too long: a native one without a heartbeat for
   * six intervals is ABORTED, one of DfAnalyzer whose tasks are all FINISHED is FINISHED after ten
   * minutes. Silence is counted from call to call, at most ten seconds for each: a clock that
   * jumps, and a store that could not be written for a while, are no silence.
   *
   * <p>After a failure it writes something in any case, so that success means that writes succeed.
   *
   * @param now about a second after the last call
   */
  void settle(Instant now) throws StoreException;

  /** Runs one query on a committed state. */
  void query(Query query, RowSink sink) throws QueryException, StoreException;

  /**
   * Runs several queries on one committed state, that of the first of them. It takes a reader's
   * turn for as long as it lasts, so it should not wait for anybody.
   */
  void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException;

  /**
   * Runs one query on a committed state, and leaves the answer in a file.
   *
   * @param bytes a larger file is refused
   */
  ParquetAnswer parquet(Query query, long bytes) throws QueryException, StoreException;

  /**
   * Copies what is committed, all of one state, and then what was refused. Writing goes on
   * meanwhile. One copy is made at a time; another call waits.
   */
  StoreCopy copy() throws StoreException;

  /** What was refused. */
  Refusals refusals();

  @Override
  void close();
}
