package org.cnnprov.server.app;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cnnprov.event.Batch;
import org.cnnprov.store.CommitListener;
import org.cnnprov.store.ParquetAnswer;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Refusal;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreCopy;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is being opened while the HTTP server starts. Until it is open the writer waits,
 * with the batches behind it, and readers are told to come again. When it breaks, the writer closes
 * it and opens it again, as often as that takes; readers are told why there is none meanwhile.
 */
final class OpeningStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(OpeningStore.class);

  /** Between two attempts to open a store that could not be opened again. */
  private static final long PAUSE_NANOSECONDS = 1_000_000_000L;

  private final StoreOpener opener;
  private final CommitListener listener;
  private volatile CompletableFuture<Store> opening;

  /** Whether it was open and broke. Touched by the writer thread alone, as is the next. */
  private boolean broke;

  /** On {@link System#nanoTime}. */
  private long attemptedAt;

  /** Begins to open, on a thread of its own. */
  OpeningStore(StoreOpener opener, CommitListener listener) {
    this.opener = opener;
    this.listener = listener;
    opening = CompletableFuture.supplyAsync(() -> open(opener, listener), task -> start(task));
  }

  /** Waits until it is open. */
  void await() throws StoreException {
    opened();
  }

  /** Why it is not open; empty where it is. */
  Optional<StoreException> closed() {
    try {
      openedByNow();
      return Optional.empty();
    } catch (StoreException reason) {
      return Optional.of(reason);
    }
  }

  /**
   * A group in which the store broke is stored in the one that is opened again, once. Whatever of
   * it is there already is known by its numbers, or as a message that is repeated.
   */
  @Override
  public List<Receipt> append(List<Batch> batches) throws StoreException {
    try {
      return appendOnce(batches);
    } catch (StoreException failure) {
      if (!broke || failure.trouble() != StoreTrouble.FAILING) {
        throw failure;
      }
      return appendOnce(batches);
    }
  }

  private List<Receipt> appendOnce(List<Batch> batches) throws StoreException {
    Store store = usable();
    try {
      return store.append(batches);
    } catch (StoreException failure) {
      throw closedWhereBroken(failure, store);
    }
  }

  /** There is nothing to settle before it is open. */
  @Override
  public void settle(Instant now) throws StoreException {
    if (!opening.isDone()) {
      return;
    }
    Store store = usable();
    try {
      store.settle(now);
    } catch (StoreException failure) {
      throw closedWhereBroken(failure, store);
    }
  }

  @Override
  public void query(Query query, RowSink sink) throws QueryException, StoreException {
    openedByNow().query(query, sink);
  }

  @Override
  public void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException {
    openedByNow().read(reading);
  }

  @Override
  public ParquetAnswer parquet(Query query, long bytes) throws QueryException, StoreException {
    return openedByNow().parquet(query, bytes);
  }

  @Override
  public StoreCopy copy() throws StoreException {
    return openedByNow().copy();
  }

  @Override
  public Refusals refusals() {
    return new Refusals() {
      @Override
      public List<Refusal> page(long before, int limit) throws StoreException {
        return openedByNow().refusals().page(before, limit);
      }

      @Override
      public Optional<Refusal> find(long id) throws StoreException {
        return openedByNow().refusals().find(id);
      }
    };
  }

  @Override
  public void close() {
    opening.thenAccept(Store::close).exceptionally(neverOpened -> null).join();
  }

  /** The store; opened again by the writer, which alone calls this, where it was closed. */
  private Store usable() throws StoreException {
    try {
      return opened();
    } catch (StoreException failure) {
      if (!broke || System.nanoTime() - attemptedAt < PAUSE_NANOSECONDS) {
        throw failure;
      }
      return openAgain();
    }
  }

  private Store openAgain() throws StoreException {
    try {
      Store store = opener.open(listener);
      opening = CompletableFuture.completedFuture(store);
      broke = false;
      LOG.info("the store is open again");
      return store;
    } catch (StoreException failure) {
      opening = CompletableFuture.failedFuture(failure);
      attemptedAt = System.nanoTime();
      throw failure;
    }
  }

  private StoreException closedWhereBroken(StoreException failure, Store store) {
    if (failure.isBroken()) {
      LOG.warn("the store is closed, and will be opened again: {}", failure.getMessage());
      opening = CompletableFuture.failedFuture(failure);
      broke = true;
      attemptedAt = System.nanoTime() - PAUSE_NANOSECONDS;
      store.close();
    }
    return failure;
  }

  private Store openedByNow() throws StoreException {
    if (!opening.isDone()) {
      throw new StoreException(StoreTrouble.OPENING, "the store is being opened");
    }
    return opened();
  }

  private Store opened() throws StoreException {
    try {
      return opening.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StoreException failure) {
        throw failure;
      }
      throw new StoreException("the store could not be opened", failed);
    }
  }

  private static Store open(StoreOpener opener, CommitListener listener) {
    try {
      return opener.open(listener);
    } catch (StoreException failure) {
      throw new CompletionException(failure);
    }
  }

  private static void start(Runnable task) {
    new Thread(task, "store-opener").start();
  }
}
