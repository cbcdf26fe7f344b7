package org.cnnprov.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that reports.
 *
 * @param language with its version, for example {@code python 3.11.7}
 * @param framework with its version, for example {@code keras 3.15.1}
 * @param command the command line, a word an entry
 */
public record ExecutingProgram(
    @Nullable String name,
    @Nullable String language,
    @Nullable String framework,
    List<String> command) {

  public ExecutingProgram {
    command = List.copyOf(command);
  }
}
