package org.cnnprov.event;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A process began, or joined, an execution. Its later events belong to it.
 *
 * @param heartbeatSeconds how often the process shows that it lives
 * @param resumedFrom the execution that this one goes on from
 * @param imported whether another system recorded it earlier: it has no heartbeat, and its rows say
 *     themselves which tasks read them
 * @param uuid the one that it had there; null where this store makes one
 */
public record ExecutionStarted(
    @Nullable OffsetDateTime at,
    Name dataflow,
    String tag,
    @Nullable Person person,
    @Nullable Machine machine,
    @Nullable ExecutingProgram program,
    Rank rank,
    double heartbeatSeconds,
    @Nullable ExecutionRef resumedFrom,
    boolean imported,
    @Nullable UUID uuid)
    implements Event.OfExecution {

  public ExecutionStarted {
    if (!(heartbeatSeconds > 0) || Double.isInfinite(heartbeatSeconds)) {
      throw new InvalidValueException(
          ErrorCode.UNKNOWN_VALUE, "expected heartbeat_seconds above 0, came " + heartbeatSeconds);
    }
  }

  /** An execution of a process that reports it while it runs. */
  public ExecutionStarted(
      OffsetDateTime at,
      Name dataflow,
      String tag,
      @Nullable Person person,
      @Nullable Machine machine,
      @Nullable ExecutingProgram program,
      Rank rank,
      double heartbeatSeconds,
      @Nullable ExecutionRef resumedFrom) {
    this(
        at,
        dataflow,
        tag,
        person,
        machine,
        program,
        rank,
        heartbeatSeconds,
        resumedFrom,
        false,
        null);
  }

  @Override
  public ExecutionRef execution() {
    return new ExecutionRef(dataflow, tag);
  }
}
