package org.cnnprov.model;

import java.util.List;

/** One step of a dataflow: what it reads and writes, and the programs that do it. */
public record Transformation(Name tag, List<Program> programs, List<DataSetSchema> sets) {

  public Transformation {
    programs = List.copyOf(programs);
    sets = List.copyOf(sets);
  }
}
