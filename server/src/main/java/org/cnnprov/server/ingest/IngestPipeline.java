package org.cnnprov.server.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cnnprov.event.Batch;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/**
 * The bounded queue between the requests, many threads, and the writer, one thread, which takes
 * what is there and stores it in one transaction. A request waits for its receipt and then writes
 * its own answer, so a slow client holds up nobody.
 */
public final class IngestPipeline implements AutoCloseable {

  private final BlockingQueue<Submission> queue;
  private final Duration patience;
  private final GroupCommit commit;
  private final Writer writer;
  private final Thread thread;

  /**
   * Starts the writer.
   *
   * @param waiting batches that may wait; one more is refused
   * @param patience how long a request waits for its receipt
   */
  public IngestPipeline(Store store, Clock clock, int waiting, Duration patience) {
    this.queue = new LinkedBlockingQueue<>(waiting);
    this.patience = patience;
    this.commit = new GroupCommit(store, clock);
    this.writer = new Writer(queue, commit);
    this.thread = new Thread(writer, "writer");
    thread.start();
  }

  /**
   * Stores the batch, and returns when that is durable.
   *
   * @throws ProblemException where the queue is full
   * @throws StoreException where it could not be stored; it may be sent again
   */
  public Receipt submit(Batch batch) throws ProblemException, StoreException {
    Submission submission = new Submission(batch);
    if (!queue.offer(submission)) {
      throw new ProblemException(
          ErrorCode.OVERLOADED, "the queue of batches that wait to be stored is full");
    }
    if (!thread.isAlive()) {
      refuseWhatIsLeft();
    }
    return receipt(submission);
  }

  /** What has been stored so far. */
  public IngestCounters counters() {
    return commit.counters();
  }

  /** Why nothing can be stored just now, if so. */
  public Optional<StoreException> failure() {
    return thread.isAlive()
        ? commit.failure()
        : Optional.of(new StoreException("the writer has ended"));
  }

  /** Stores what was accepted, then ends the writer. */
  @Override
  public void close() {
    writer.stop();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    refuseWhatIsLeft();
  }

  private Receipt receipt(Submission submission) throws StoreException {
    try {
      return submission.receipt().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    } catch (TimeoutException late) {
      throw new StoreException("the store has not answered within " + patience, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException("the server stops", interrupted);
    }
  }

  private static StoreException unwrapped(ExecutionException failed) {
    if (failed.getCause() instanceof StoreException failure) {
      return failure;
    }
    throw new IllegalStateException("the batch could not be stored", failed.getCause());
  }

  private void refuseWhatIsLeft() {
    List<Submission> left = new ArrayList<>();
    queue.drainTo(left);
    StoreException stopped = new StoreException("the server stops");
    left.forEach(submission -> submission.receipt().completeExceptionally(stopped));
  }
}
