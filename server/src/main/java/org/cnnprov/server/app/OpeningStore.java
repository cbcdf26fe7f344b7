package org.cnnprov.server.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Refusal;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/**
 * A store that is being opened while the HTTP server starts. Until it is open the writer waits,
 * with the batches behind it, and readers are told to come again.
 */
final class OpeningStore implements Store {

  private final CompletableFuture<Store> opening;

  /** Begins to open, on a thread of its own. */
  OpeningStore(StoreOpener opener) {
    opening = CompletableFuture.supplyAsync(() -> open(opener), task -> start(task));
  }

  /** Waits until it is open. */
  void await() throws StoreException {
    opened();
  }

  boolean isOpen() {
    return opening.isDone() && !opening.isCompletedExceptionally();
  }

  @Override
  public List<Receipt> append(List<Batch> batches) throws StoreException {
    return opened().append(batches);
  }

  /** There is nothing to settle before it is open. */
  @Override
  public void settle(Instant now) throws StoreException {
    if (isOpen()) {
      opened().settle(now);
    }
  }

  @Override
  public void query(Query query, RowSink sink) throws QueryException, StoreException {
    openedByNow().query(query, sink);
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

  private Store openedByNow() throws StoreException {
    if (!opening.isDone()) {
      throw new StoreException("the store is being opened");
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

  private static Store open(StoreOpener opener) {
    try {
      return opener.open();
    } catch (StoreException failure) {
      throw new CompletionException(failure);
    }
  }

  private static void start(Runnable task) {
    new Thread(task, "store-opener").start();
  }
}
