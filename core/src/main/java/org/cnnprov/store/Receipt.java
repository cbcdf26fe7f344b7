package org.cnnprov.store;

import java.util.List;
import org.cnnprov.model.Problem;

/** What became of a batch. */
public sealed interface Receipt {

  /**
   * It is durable.
   *
   * @param stored the highest number held of the producer; for a message the number of its events
   * @param rejected the events that were counted but refused
   */
  record Stored(long stored, List<Problem> rejected) implements Receipt {}

  /** It does not follow on what is held of the producer. */
  record Gap(long expected) implements Receipt {}

  /** The command is carried out; {@code id} is that of what it was about. */
  record Done(long id) implements Receipt {}

  /** It was there already; {@code id} is what it is known by. */
  record Known(long id) implements Receipt {}

  /** Nothing of it is stored; what no person commanded is kept among the refused. */
  record Refused(List<Problem> problems) implements Receipt {}
}
