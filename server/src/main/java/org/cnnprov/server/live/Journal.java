package org.cnnprov.server.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.store.Commit;
import org.jspecify.annotations.Nullable;

/** The latest commits, numbered: what a listener that falls behind, or comes back, has missed. */
final class Journal {

  private static final int ENTRIES = 256;

  /** Ids in all entries together, which bounds their memory. */
  private static final int SIZE = 16_384;

  private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");

  /** A number of another run of the server says nothing in this one. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /**
   * The last one has the number {@link #last}. This and the next two are guarded by the monitor.
   */
  private final Deque<Commit> entries = new ArrayDeque<>();

  private long last;
  private int size;

  synchronized void add(Commit commit) {
    last++;
    entries.addLast(commit);
    size += commit.size();
    while (entries.size() > ENTRIES || size > SIZE) {
      size -= entries.removeFirst().size();
    }
  }

  /** Something was missed here already: nobody is told less than all. */
  synchronized void forget() {
    last++;
    entries.clear();
    size = 0;
  }

  synchronized long last() {
    return last;
  }

  /** What happened between two numbers; empty where that is not known any more. */
  synchronized Optional<Commit> between(long after, long until) {
    long first = last - entries.size() + 1;
    if (after < first - 1 || after > until) {
      return Optional.empty();
    }
    List<Commit> missed =
        new ArrayList<>(entries).subList((int) (after + 1 - first), (int) (until + 1 - first));
    return Optional.of(Commit.together(missed));
  }

  /** The number as clients see it. */
  String id(long number) {
    return run + "-" + number;
  }

  /** The number in an id of ours; -1, which is always forgotten, for any other text. */
  long number(@Nullable String id) {
    Matcher parts = ID.matcher(id == null ? "" : id);
    return parts.matches() && parts.group(1).equals(run) ? Long.parseLong(parts.group(2)) : -1;
  }
}
