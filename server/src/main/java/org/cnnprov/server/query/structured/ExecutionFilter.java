package org.cnnprov.server.query.structured;

import java.util.List;

/**
 * The executions that are looked at: those with one of the numbers or one of the tags; all where
 * both are empty. One that does not exist is an error.
 */
public record ExecutionFilter(List<Long> ids, List<String> tags) {

  public static final ExecutionFilter ALL = new ExecutionFilter(List.of(), List.of());

  public ExecutionFilter {
    ids = List.copyOf(ids);
    tags = List.copyOf(tags);
  }

  boolean isAll() {
    return ids.isEmpty() && tags.isEmpty();
  }
}
