package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A process began, or joined, an execution. Its later events belong to it.
 *
 * @param heartbeatSeconds how often the process shows that it lives
 * @param resumedFrom the execution that this one goes on from
 */
public record ExecutionStarted(
    OffsetDateTime at,
    Name dataflow,
    String tag,
    @Nullable Person person,
    @Nullable Machine machine,
    @Nullable ExecutingProgram program,
    Rank rank,
    double heartbeatSeconds,
    @Nullable ExecutionRef resumedFrom)
    implements Event.OfExecution {

  public ExecutionStarted {
    if (!(heartbeatSeconds > 0) || Double.isInfinite(heartbeatSeconds)) {
      throw new InvalidValueException(
          ErrorCode.UNKNOWN_VALUE, "expected heartbeat_seconds above 0, came " + heartbeatSeconds);
    }
  }

  @Override
  public ExecutionRef execution() {
    return new ExecutionRef(dataflow, tag);
  }
}
