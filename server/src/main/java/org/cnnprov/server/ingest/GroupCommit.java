package org.cnnprov.server.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores groups of batches and hands out their receipts. Belongs to the writer's thread; only
 * {@link #failure} is for all.
 */
final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final long SETTLE_NANOSECONDS = 1_000_000_000L;

  private final Store store;
  private final Clock clock;
  private long settledAt = System.nanoTime();
  private volatile @Nullable String failure;

  GroupCommit(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Why the last attempt to write failed; empty since one has succeeded. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Stores the group in one transaction and completes each receipt, with a failure if need be. */
  void store(List<Submission> group) {
    try {
      append(group);
    } catch (StoreException unavailable) {
      failed(String.valueOf(unavailable.getMessage()));
      complete(group, unavailable);
    } catch (RuntimeException error) {
      storeEachAlone(group, error);
    }
  }

  /** Ends executions that have been silent for too long, about once a second. */
  void settleIfDue() {
    if (System.nanoTime() - settledAt < SETTLE_NANOSECONDS) {
      return;
    }
    settledAt = System.nanoTime();
    try {
      store.settle(clock.instant());
    } catch (StoreException unavailable) {
      failed(String.valueOf(unavailable.getMessage()));
    } catch (RuntimeException error) {
      LOG.error("silent executions could not be settled", error);
    }
  }

  private void append(List<Submission> group) throws StoreException {
    List<Batch> batches = group.stream().map(Submission::batch).toList();
    List<Receipt> receipts = store.append(batches);
    failure = null;
    for (int index = 0; index < group.size(); index++) {
      group.get(index).receipt().complete(receipts.get(index));
    }
  }

  /** One batch that meets an error of ours must not take the others with it. */
  private void storeEachAlone(List<Submission> group, RuntimeException error) {
    if (group.size() > 1) {
      group.forEach(submission -> store(List.of(submission)));
    } else {
      LOG.error(
          "a batch from {} could not be stored", group.get(0).batch().request().door(), error);
      complete(group, error);
    }
  }

  private void failed(String reason) {
    if (failure == null) {
      LOG.error("nothing can be stored: {}", reason);
    }
    failure = reason;
  }

  private static void complete(List<Submission> group, Exception failure) {
    for (Submission submission : group) {
      CompletableFuture<Receipt> receipt = submission.receipt();
      receipt.completeExceptionally(failure);
    }
  }
}
