package org.cnnprov.server.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cnnprov.event.Batch;
import org.cnnprov.server.metrics.IngestMetrics;
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
  private final IngestMetrics metrics;
  private long settledAt = System.nanoTime();
  private final Contacts contacts = new Contacts();
  private volatile @Nullable String appendFailure;
  private volatile @Nullable String settleFailure;

  GroupCommit(Store store, Clock clock, IngestMetrics metrics) {
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Why the last attempt to write failed; empty since one has succeeded. */
  Optional<String> failure() {
    return Optional.ofNullable(appendFailure).or(() -> Optional.ofNullable(settleFailure));
  }

  Contacts contacts() {
    return contacts;
  }

  /** Stores the group in one transaction and completes each receipt, with a failure if need be. */
  void store(List<Submission> group) {
    try {
      append(group);
    } catch (StoreException | RuntimeException failure) {
      metrics.failed();
      if (group.size() > 1) {
        storeEachAlone(group);
      } else {
        appendFailure = reported(failure, appendFailure);
        group.get(0).receipt().completeExceptionally(failure);
      }
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
      settleFailure = null;
    } catch (StoreException | RuntimeException failure) {
      settleFailure = reported(failure, settleFailure);
    }
  }

  private void append(List<Submission> group) throws StoreException {
    List<Batch> batches = group.stream().map(Submission::batch).toList();
    long begun = System.nanoTime();
    List<Receipt> receipts = store.append(batches);
    metrics.stored(batches, System.nanoTime() - begun);
    contacts.heard(batches);
    appendFailure = null;
    for (int index = 0; index < group.size(); index++) {
      group.get(index).receipt().complete(receipts.get(index));
    }
  }

  /**
   * One batch that meets an error of ours must not take the others with it. Two failures in a row
   * mean that it is the store that fails, and the rest is not tried.
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

  /** Logs the first failure of a row of them. */
  private static String reported(Exception failure, @Nullable String before) {
    String reason = String.valueOf(failure.getMessage());
    if (before == null) {
      LOG.error("nothing can be stored: {}", reason, failure);
    }
    return reason;
  }
}
