package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;

/**
 * The data sets of a dataflow. One follows another where a transformation reads the other and
 * writes it.
 *
 * @param tag in lower case
 */
record DataflowGraph(long id, String tag, String schema, List<SetNode> sets) {

  Optional<SetNode> set(Name name) {
    return sets.stream().filter(set -> set.tag().equals(name)).findFirst();
  }

  /** All steps that lead away from a set. */
  List<Step> stepsFrom(SetNode set) {
    List<Step> steps = new ArrayList<>();
    for (SetLink reader : set.links(SetType.INPUT)) {
      for (SetNode next : sets) {
        for (SetLink writer : next.links(SetType.OUTPUT)) {
          if (writer.transformation() == reader.transformation()) {
            steps.add(new Step(set, reader, writer, next));
          }
        }
      }
    }
    return steps;
  }
}
