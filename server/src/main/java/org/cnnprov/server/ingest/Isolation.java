package org.cnnprov.server.ingest;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Batch.Line;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;

/**
 * Finds what the store cannot keep in a batch that failed, and has it refused, so that what stands
 * behind it is stored and nobody sends it for ever. Belongs to the writer's thread.
 *
 * <p>Of a numbered batch, ever longer beginnings are stored until the event is found. That nothing
 * of a beginning is stored twice is what the numbers are for. A message is refused as a whole.
 */
final class Isolation {

  /** Each costs some commits, during which all others wait; the client sends the rest again. */
  private static final int EVENTS_OF_A_BATCH = 3;

  private final Store store;

  Isolation(Store store) {
    this.store = store;
  }

  /**
   * Stores the batch without what cannot be stored.
   *
   * @param error what the store said of the batch as it is
   * @return for a numbered batch perhaps the receipt of a beginning
   * @throws StoreException where the store fails for another reason
   */
  Receipt store(Batch batch, StoreException error) throws StoreException {
    if (batch instanceof Batch.Numbered numbered) {
      return store(numbered, error);
    }
    List<Problem> problems = List.of(problem(error, ""));
    return append(new Batch.Undecodable(batch.request(), problems));
  }

  private Receipt store(Batch.Numbered batch, StoreException error) throws StoreException {
    List<Line> lines = new ArrayList<>(batch.lines());
    List<Problem> rejected = new ArrayList<>();
    StoreException reason = error;
    int end = 0;
    for (int found = 0; found < EVENTS_OF_A_BATCH; found++) {
      end = storable(batch, lines, end, rejected);
      if (end == lines.size()) {
        throw reason; // it is none of the events
      }
      lines.set(end, refused(lines.get(end), reason));
      end++;
      try {
        return merged(append(beginning(batch, lines, lines.size())), rejected);
      } catch (StoreException next) {
        reason = unstorable(next);
      }
    }
    return merged(append(beginning(batch, lines, end)), rejected);
  }

  /**
   * Stores as many lines as it can.
   *
   * @param stored lines that are stored, or will be
   * @return the index of the first line that cannot be stored
   */
  private int storable(Batch.Numbered batch, List<Line> lines, int stored, List<Problem> rejected)
      throws StoreException {
    int low = stored;
    int high = lines.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      try {
        merged(append(beginning(batch, lines, middle)), rejected);
        low = middle;
      } catch (StoreException failure) {
        unstorable(failure);
        high = middle;
      }
    }
    return low;
  }

  private static StoreException unstorable(StoreException failure) throws StoreException {
    if (failure.trouble() != StoreTrouble.UNSTORABLE) {
      throw failure;
    }
    return failure;
  }

  /** Collects what is rejected, since lines that are stored already are not spoken of again. */
  private static Receipt merged(Receipt receipt, List<Problem> rejected) {
    if (receipt instanceof Receipt.Stored stored) {
      rejected.addAll(stored.rejected());
      return new Receipt.Stored(stored.stored(), List.copyOf(rejected));
    }
    return receipt;
  }

  private Receipt append(Batch batch) throws StoreException {
    return store.append(List.of(batch)).get(0);
  }

  private static Batch.Numbered beginning(Batch.Numbered batch, List<Line> lines, int end) {
    return new Batch.Numbered(
        batch.request(), batch.producer(), batch.first(), List.copyOf(lines.subList(0, end)));
  }

  private static Line refused(Line line, StoreException reason) {
    return new Line(null, List.of(problem(reason, "")), line.raw());
  }

  private static Problem problem(StoreException reason, String pointer) {
    String detail =
        "the store works, but cannot keep this: %s".formatted(String.valueOf(reason.getMessage()));
    return new Problem(ErrorCode.UNSTORABLE, pointer, detail);
  }
}
