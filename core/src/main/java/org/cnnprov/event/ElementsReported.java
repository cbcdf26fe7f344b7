package org.cnnprov.event;

import java.time.OffsetDateTime;
import java.util.List;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A task read or wrote elements of a data set.
 *
 * @param pointer where the rows stand within the event or message, as a JSON pointer
 * @param fingerprint a hash of set and rows, by which a repetition is known; 0 where the sender
 *     numbers its events
 * @param readBy tasks of the same execution that read these rows, where the sender knows them
 */
public record ElementsReported(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    TaskRef task,
    Name set,
    Rows rows,
    String pointer,
    long fingerprint,
    List<TaskRef> readBy)
    implements Event.OfTask {

  public ElementsReported {
    readBy = List.copyOf(readBy);
  }

  /** Elements whose readers are known by their own messages. */
  public ElementsReported(
      @Nullable OffsetDateTime at,
      ExecutionRef execution,
      TaskRef task,
      Name set,
      Rows rows,
      String pointer,
      long fingerprint) {
    this(at, execution, task, set, rows, pointer, fingerprint, List.of());
  }
}
