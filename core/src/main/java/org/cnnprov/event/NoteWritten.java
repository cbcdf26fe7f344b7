package org.cnnprov.event;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A remark on an execution, and labels for it. */
public record NoteWritten(
    OffsetDateTime at, ExecutionRef execution, @Nullable String text, Map<String, String> tags)
    implements Event.OfExecution {

  public NoteWritten {
    tags = Map.copyOf(tags);
  }
}
