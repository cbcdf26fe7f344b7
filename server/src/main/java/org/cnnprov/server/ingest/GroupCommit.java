package org.cnnprov.server.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores groups of batches and hands out their receipts. Belongs to the writer's thread; only
 * {@link #failure} and {@link #counters} are for all.
 */
final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final long SETTLE_NANOSECONDS = 1_000_000_000L;

  private final Store store;
  private final Clock clock;
  private final IngestCounters counters = new IngestCounters();
  private long settledAt = System.nanoTime();
  private volatile @Nullable StoreException failure;

  GroupCommit(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  IngestCounters counters() {
    return counters;
  }

  /** Why the last attempt to write failed; empty since one has succeeded. */
  Optional<StoreException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Stores the group in one transaction and completes each receipt, with a failure if need be. */
  void store(List<Submission> group) {
    try {
      List<Batch> batches = group.stream().map(Submission::batch).toList();
      long begin = System.nanoTime();
      List<Receipt> receipts = store.append(batches);
      counters.count(group, receipts, System.nanoTime() - begin);
      succeeded();
      for (int index = 0; index < group.size(); index++) {
        group.get(index).receipt().complete(receipts.get(index));
      }
    } catch (StoreException | RuntimeException error) {
      if (group.size() > 1) {
        storeEachAlone(group);
      } else {
        refuseOrFail(group.get(0), failed(error));
      }
    }
  }

  /**
   * Ends executions that have been silent for too long, about once a second, and finds out whether
   * writes succeed again after a failure.
   */
  void settleIfDue() {
    if (System.nanoTime() - settledAt < SETTLE_NANOSECONDS) {
      return;
    }
    settledAt = System.nanoTime();
    try {
      store.settle(clock.instant());
      succeeded();
    } catch (StoreException | RuntimeException error) {
      report(failed(error));
    }
  }

  /**
   * One batch that the store cannot keep must not take the others with it. Two failures of the
   * store itself in a row, and the rest is not tried.
   */
  private void storeEachAlone(List<Submission> group) {
    int failures = 0;
    for (Submission submission : group) {
      if (failures == 2) {
        submission.receipt().completeExceptionally(new StoreException("the store fails"));
      } else {
        store(List.of(submission));
        failures = submission.receipt().isCompletedExceptionally() ? failures + 1 : 0;
      }
    }
  }

  /** What can never be stored is refused, since the client would send it for ever. */
  private void refuseOrFail(Submission submission, StoreException error) {
    StoreException reason = error;
    if (error.trouble() == StoreTrouble.UNSTORABLE) {
      LOG.error("something cannot be stored, and is refused: {}", error.getMessage(), error);
      try {
        long begin = System.nanoTime();
        Receipt receipt = new Isolation(store).store(submission.batch(), error);
        counters.count(List.of(submission), List.of(receipt), System.nanoTime() - begin);
        succeeded();
        submission.receipt().complete(receipt);
        return;
      } catch (StoreException | RuntimeException again) {
        reason = failed(again);
      }
    }
    report(reason);
    submission.receipt().completeExceptionally(reason);
  }

  private void succeeded() {
    if (failure != null) {
      LOG.info("writes succeed again");
      failure = null;
    }
  }

  /** Logs the first failure of a row of them. */
  private void report(StoreException error) {
    if (failure == null) {
      LOG.error("nothing can be stored: {}", error.getMessage(), error);
    }
    failure = error;
  }

  private static StoreException failed(Exception error) {
    return error instanceof StoreException failure
        ? failure
        : new StoreException("an error of the server: " + error, error);
  }
}
