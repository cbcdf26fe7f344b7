package org.cnnprov.event;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What the execution ran with: packages, code, variables, and what surrounds them: interpreter,
 * batch job, container.
 */
public record EnvironmentRecorded(OffsetDateTime at, ExecutionRef execution, List<Entry> entries)
    implements Event.OfExecution {

  public EnvironmentRecorded {
    entries = List.copyOf(entries);
  }

  /**
   * One fact.
   *
   * @param kind {@code packages}, {@code git}, {@code variables} or {@code system}
   */
  public record Entry(String kind, String name, String value) {}
}
