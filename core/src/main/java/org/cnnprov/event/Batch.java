package org.cnnprov.event;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Problem;
import org.jspecify.annotations.Nullable;

/** What one request brings into the write corridor. */
public sealed interface Batch {

  /** Where and as what the request came, kept with whatever of it is refused. */
  Request request();

  /** How many events it brings, for the limits of a group commit. */
  int size();

  /**
   * Events with numbers: {@code first}, {@code first + 1}, … Each stands for itself, and an invalid
   * one is counted, kept and passed over.
   */
  record Numbered(Request request, UUID producer, long first, List<Line> lines) implements Batch {

    public Numbered {
      if (first < 0) {
        throw new InvalidValueException(
            ErrorCode.INVALID_HEADER, "expected \"first\" of 0 or more, came " + first);
      }
    }

    @Override
    public int size() {
      return lines.size();
    }
  }

  /**
   * One line of a numbered batch.
   *
   * @param event null where the line could not be decoded
   * @param problems why not; pointers within the line
   */
  record Line(@Nullable Event event, List<Problem> problems, Slice raw) {}

  /**
   * Events without numbers that are stored all or not at all: a message of DfAnalyzer.
   *
   * @param placing gives a problem with the events its place in the request, where that is no JSON
   */
  record Message(
      Request request, List<Event> events, long fingerprint, UnaryOperator<Problem> placing)
      implements Batch {

    public Message {
      events = List.copyOf(events);
    }

    /** A message in JSON, in which the pointers of problems are places already. */
    public Message(Request request, List<Event> events, long fingerprint) {
      this(request, events, fingerprint, UnaryOperator.identity());
    }

    @Override
    public int size() {
      return events.size();
    }
  }

  /**
   * What a person asks for, as a whole or not at all.
   *
   * @param person who, as far as that is known
   */
  record Commanded(Request request, @Nullable String person, Command command) implements Batch {

    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * A document of provenance that was made elsewhere, kept as a whole.
   *
   * @param person who sent it, as far as that is known
   */
  record Imported(Request request, @Nullable String person, ProvenanceDocument document)
      implements Batch {

    @Override
    public int size() {
      return document.size();
    }
  }

  /** A request that no door could decode; it is kept for the person who has to mend it. */
  record Undecodable(Request request, List<Problem> problems) implements Batch {

    public Undecodable {
      problems = List.copyOf(problems);
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
