package org.cnnprov.server.live;

import jakarta.servlet.ServletOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.store.Commit;
import org.cnnprov.store.CommitListener;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Brings commits from the writer to the listeners, with a thread of its own. The writer leaves each
 * in a queue, and is not held up where that is full.
 */
public final class Feed implements CommitListener, AutoCloseable {

  private static final long COMMENT_NANOSECONDS = 15_000_000_000L;

  /** Commits within so long after the last message come in one: 20 messages a second at most. */
  private static final long PAUSE_MILLISECONDS = 50;

  /** Commits that come before the thread is there again. */
  private static final int WAITING = 1_024;

  private final BlockingQueue<Commit> queue = new LinkedBlockingQueue<>(WAITING);
  private final Journal journal = new Journal();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final int most;
  private final Thread thread;
  private volatile boolean missed;
  private volatile boolean closing;

  /** On {@link System#nanoTime}; touched by the feed's thread alone. */
  private long commentedAt = System.nanoTime();

  /**
   * Starts the thread.
   *
   * @param most listeners at once
   */
  public Feed(int most) {
    this.most = most;
    this.places = new Semaphore(most);
    this.thread = new Thread(this::run, "feed");
    thread.start();
  }

  @Override
  public void committed(Commit commit) {
    if (!queue.offer(commit)) {
      missed = true;
    }
  }

  /** Streams that are open. */
  public int listeners() {
    return most - places.availablePermits();
  }

  /** Ends every stream, at once, and takes no more. */
  @Override
  public void close() {
    closing = true;
    committed(Commit.NOTHING); // wakes the thread
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    listeners.forEach(Listener::end);
  }

  /**
   * A listener, which hears what comes from now on.
   *
   * @param executions whose news it wants; empty for everything
   * @param lastId of what it has heard before, perhaps in a stream that broke; what came since is
   *     told first
   */
  Listener listen(ServletOutputStream output, Set<Long> executions, @Nullable String lastId)
      throws ProblemException, StoreException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.OVERLOADED,
          "%d streams of events are open, which is all there are".formatted(most));
    }
    long place = lastId == null ? journal.last() : journal.number(lastId);
    Listener listener = new Listener(output, journal, executions, place, this::forget);
    listeners.add(listener);
    if (closing) {
      listener.end();
      throw new StoreException("the server stops");
    }
    return listener;
  }

  private void forget(Listener listener) {
    listeners.remove(listener);
    places.release();
  }

  private void run() {
    try {
      while (!closing) {
        Optional<Commit> news = next();
        if (missed) {
          missed = false;
          journal.forget();
        } else {
          news.ifPresent(journal::add);
        }
        commentIfDue();
        listeners.forEach(Listener::wake);
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was committed since the last call, as one; empty when it is time for a comment. */
  private Optional<Commit> next() throws InterruptedException {
    long wait = COMMENT_NANOSECONDS - (System.nanoTime() - commentedAt);
    Commit first = queue.poll(wait, TimeUnit.NANOSECONDS);
    if (first == null) {
      return Optional.empty();
    }
    List<Commit> all = new ArrayList<>();
    all.add(first);
    queue.drainTo(all);
    return Optional.of(Commit.together(all));
  }

  private void commentIfDue() {
    if (System.nanoTime() - commentedAt >= COMMENT_NANOSECONDS) {
      commentedAt = System.nanoTime();
      listeners.forEach(Listener::comment);
    }
  }
}
