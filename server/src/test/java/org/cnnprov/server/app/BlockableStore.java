package org.cnnprov.server.app;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.cnnprov.event.Batch;
import org.cnnprov.store.ParquetAnswer;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreCopy;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;

/** A store whose writing can be held up or made to fail, over another one. */
final class BlockableStore implements Store {

  private final Store store;
  private volatile CountDownLatch permission = new CountDownLatch(0);
  private volatile Optional<StoreException> failure = Optional.empty();
  private final List<Integer> groups = new ArrayList<>();

  BlockableStore(Store store) {
    this.store = store;
  }

  /** From now on, writing waits. */
  void block() {
    permission = new CountDownLatch(1);
  }

  void unblock() {
    permission.countDown();
  }

  void fail(String reason) {
    failure = Optional.of(new StoreException(reason));
  }

  /** From now on, writing stores what it is given, and then finds the store broken. */
  void breakDown() {
    failure =
        Optional.of(
            StoreException.broken(StoreTrouble.FAILING, "broken", new IllegalStateException()));
  }

  void recover() {
    failure = Optional.empty();
  }

  /** How many batches each transaction held. */
  List<Integer> groups() {
    return groups;
  }

  @Override
  public List<Receipt> append(List<Batch> batches) throws StoreException {
    try {
      permission.await();
    } catch (InterruptedException e) {
      throw new StoreException("interrupted", e);
    }
    if (failure.isPresent()) {
      if (failure.get().isBroken()) {
        store.append(batches);
      }
      throw failure.get();
    }
    groups.add(batches.size());
    return store.append(batches);
  }

  @Override
  public void settle(Instant now) throws StoreException {
    store.settle(now);
  }

  @Override
  public void query(Query query, RowSink sink) throws QueryException, StoreException {
    store.query(query, sink);
  }

  @Override
  public void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException {
    store.read(reading);
  }

  @Override
  public ParquetAnswer parquet(Query query, long bytes) throws QueryException, StoreException {
    return store.parquet(query, bytes);
  }

  @Override
  public StoreCopy copy() throws StoreException {
    return store.copy();
  }

  @Override
  public Refusals refusals() {
    return store.refusals();
  }

  @Override
  public void close() {
    store.close();
  }
}
