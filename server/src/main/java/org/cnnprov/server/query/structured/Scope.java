package org.cnnprov.server.query.structured;

import java.util.List;

/** The dataflows whose data are asked for. Tags are taken in any case. */
public sealed interface Scope {

  /** One dataflow. */
  record One(String tag) implements Scope {}

  /**
   * Several dataflows, all of which must have the sets. What an attribute is missing in is NULL;
   * the answer begins with a column {@code dataflow} unless it is aggregated.
   */
  record Several(List<String> tags) implements Scope {

    public Several {
      tags = List.copyOf(tags);
    }
  }

  /** As {@link Several}, over all dataflows that have the sets and a path between them. */
  record All() implements Scope {}
}
