package org.cnnprov.server.ingest;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.cnnprov.store.Receipt;

/** What the writer has done since the server started. The writer counts, everybody reads. */
public final class IngestCounters {

  /** The names of the values, in their order; the last is the time that all commits took. */
  public static final String NAMES = "requests;events;refused;commits;commit_seconds";

  private static final double NANOSECONDS_IN_SECOND = 1e9;

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong nanoseconds = new AtomicLong();

  void count(List<Submission> group, List<Receipt> receipts, long elapsedNanoseconds) {
    requests.addAndGet(group.size());
    for (int index = 0; index < group.size(); index++) {
      Receipt receipt = receipts.get(index);
      if (receipt instanceof Receipt.Stored stored) {
        events.addAndGet(group.get(index).batch().size());
        refused.addAndGet(stored.rejected().size());
      } else if (receipt instanceof Receipt.Refused) {
        refused.incrementAndGet();
      }
    }
    commits.incrementAndGet();
    nanoseconds.addAndGet(elapsedNanoseconds);
  }

  /** The values, with a semicolon between two. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d;%d;%d;%d;%.6f",
        requests.get(),
        events.get(),
        refused.get(),
        commits.get(),
        nanoseconds.get() / NANOSECONDS_IN_SECOND);
  }
}
