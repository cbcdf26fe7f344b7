package org.cnnprov.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A specification: what a client says of a dataflow, whole or in part. A transformation may stand
 * in it twice; the store merges the parts.
 *
 * @param predefined whether the training transformations of {@link PredefinedTraining} belong to it
 */
public record Dataflow(Name tag, boolean predefined, List<Transformation> transformations) {

  public Dataflow {
    transformations = List.copyOf(transformations);
  }

  /** The transformations to declare, the predefined ones first. */
  public List<Transformation> allTransformations() {
    if (!predefined) {
      return transformations;
    }
    List<Transformation> all = new ArrayList<>(PredefinedTraining.TRANSFORMATIONS);
    all.addAll(transformations);
    return all;
  }
}
