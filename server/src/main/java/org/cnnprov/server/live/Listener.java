package org.cnnprov.server.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cnnprov.store.Commit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open stream. Its messages are made when its connection takes them, from its place in the
 * journal: so a slow client holds one message in memory, and nobody waits for it. Guarded by its
 * monitor; {@link #wake} is called by the feed's thread and, through {@link #onWritePossible}, by
 * those of the server.
 */
final class Listener implements WriteListener {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final byte[] NOTHING = new byte[0];

  private final ServletOutputStream output;
  private final Journal journal;
  private final Set<Long> executions;
  private final Consumer<Listener> whenEnded;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Until where in the journal it was told. */
  private long place;

  private boolean writable;
  private boolean begun;
  private boolean commentDue;
  private boolean unflushed;

  /**
   * A listener that hears what comes after a place.
   *
   * @param executions whose news it wants; empty for everything
   * @param whenEnded is called once
   */
  Listener(
      ServletOutputStream output,
      Journal journal,
      Set<Long> executions,
      long place,
      Consumer<Listener> whenEnded) {
    this.output = output;
    this.journal = journal;
    this.executions = executions;
    this.place = place;
    this.whenEnded = whenEnded;
  }

  /** Done when the stream has ended, whoever ended it. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Writes what there is to tell, as far as the connection takes it now. */
  synchronized void wake() {
    try {
      while (writable && !ended.isDone() && output.isReady()) {
        byte[] next = unflushed ? NOTHING : next();
        if (next.length > 0) {
          output.write(next);
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          output.flush();
        } else {
          return;
        }
      }
    } catch (IOException gone) {
      end();
    }
  }

  /** Lets it show that it lives. */
  synchronized void comment() {
    commentDue = true;
    wake();
  }

  void end() {
    if (ended.complete(null)) {
      whenEnded.accept(this);
    }
  }

  @Override
  public synchronized void onWritePossible() {
    writable = true;
    wake();
  }

  @Override
  public void onError(Throwable gone) {
    LOG.debug("a listener went away: {}", gone.toString());
    end();
  }

  /** The next message; nothing where there is none. */
  private byte[] next() {
    if (!begun) {
      begun = true;
      return Message.beginning(journal.id(Math.max(0, place)));
    }
    long last = journal.last();
    if (place != last) {
      Optional<Commit> news = journal.between(place, last);
      place = last;
      if (news.isEmpty()) {
        return Message.reload(journal.id(last));
      }
      Commit wanted = narrowed(news.get());
      if (!wanted.isEmpty()) {
        return Message.commit(journal.id(last), wanted);
      }
    }
    if (commentDue) {
      commentDue = false;
      return Message.comment(journal.id(place));
    }
    return NOTHING;
  }

  private Commit narrowed(Commit commit) {
    if (executions.isEmpty()) {
      return commit;
    }
    List<Commit.Execution> wanted =
        commit.executions().stream().filter(each -> executions.contains(each.id())).toList();
    Set<Long> dataflows =
        wanted.stream()
            .map(Commit.Execution::dataflow)
            .filter(commit.dataflows()::contains)
            .collect(Collectors.toSet());
    return new Commit(wanted, dataflows, 0);
  }
}
