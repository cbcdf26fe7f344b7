package org.cnnprov.server.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that calls the store's writing methods. Takes what is in the queue, at most so
 * many events, and commits it as a group; about once a second it settles silent executions.
 */
final class Writer implements Runnable {

  /**
   * Events of a group: beyond this number the rows a second no longer grow, and the commit of so
   * many takes a fraction of a second. A single batch may hold more.
   */
  private static final int GROUP_EVENTS = 65_536;

  /** How long the writer sleeps at most, and so how late it sees that it is to stop. */
  private static final long SLEEP_MILLISECONDS = 100;

  private final BlockingQueue<Submission> queue;
  private final GroupCommit commit;
  private volatile boolean stopping;

  Writer(BlockingQueue<Submission> queue, GroupCommit commit) {
    this.queue = queue;
    this.commit = commit;
  }

  /** Ends the thread once the queue is empty. */
  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    while (!stopping || !queue.isEmpty()) {
      List<Submission> group = group();
      if (!group.isEmpty()) {
        commit.store(group);
      }
      commit.settleIfDue();
    }
  }

  private List<Submission> group() {
    List<Submission> group = new ArrayList<>();
    int events = 0;
    Submission next = sleepUntilNext();
    while (next != null) {
      group.add(next);
      events += next.batch().size();
      next = takeIfAtMost(GROUP_EVENTS - events);
    }
    return group;
  }

  private @Nullable Submission takeIfAtMost(int events) {
    Submission next = queue.peek();
    return next != null && next.batch().size() <= events ? queue.poll() : null;
  }

  private @Nullable Submission sleepUntilNext() {
    try {
      return queue.poll(SLEEP_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      stopping = true;
      return null;
    }
  }
}
