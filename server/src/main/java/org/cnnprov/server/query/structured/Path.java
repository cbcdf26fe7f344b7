package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.Name;

/**
 * Sets that are joined.
 *
 * @param steps between each two of them; none where they are joined on their execution
 */
record Path(List<SetNode> sets, List<Step> steps) {

  static Path of(SetNode start, List<Step> steps) {
    List<SetNode> sets = new ArrayList<>();
    sets.add(start);
    steps.forEach(step -> sets.add(step.next()));
    return new Path(List.copyOf(sets), List.copyOf(steps));
  }

  boolean holds(Name set) {
    return indexOf(set) >= 0;
  }

  /** The place of a set, or -1. */
  int indexOf(Name set) {
    for (int index = 0; index < sets.size(); index++) {
      if (sets.get(index).tag().equals(set)) {
        return index;
      }
    }
    return -1;
  }

  /** For messages: {@code ia -(transformation)-> oa}. */
  String shown() {
    StringBuilder text = new StringBuilder(sets.get(0).tag().key());
    for (Step step : steps) {
      text.append(" -(%s)-> %s".formatted(step.reader().tag(), step.next().tag().key()));
    }
    return text.toString();
  }
}
