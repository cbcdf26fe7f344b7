package org.cnnprov.store.sql;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.Bounds;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/** Whether a dataflow would become larger than {@link Bounds} allow. */
final class Growth {

  private final @Nullable DataflowState known;
  private final Problems problems;

  /**
   * @param known null where the dataflow is new
   */
  Growth(@Nullable DataflowState known, Problems problems) {
    this.known = known;
    this.problems = problems;
  }

  /**
   * Checks the transformations and sets of a specification.
   *
   * @param root where it stands within the event
   */
  void check(Collection<Transformation> declared, String root) {
    Set<Name> transformations = new HashSet<>();
    Set<Name> sets = new HashSet<>();
    if (known != null) {
      transformations.addAll(known.transformations.keySet());
      sets.addAll(known.sets.keySet());
    }
    for (Transformation transformation : declared) {
      transformations.add(transformation.tag());
      transformation.sets().stream().map(DataSetSchema::tag).forEach(sets::add);
    }
    check(transformations.size(), Bounds.TRANSFORMATIONS, "transformations", root);
    check(sets.size(), Bounds.SETS, "data sets", root);
  }

  /** Checks the attributes of a set, together with those that it has. */
  void check(@Nullable SetState stored, Map<Name, ?> declared, String pointer) {
    int attributes = declared.size();
    if (stored != null) {
      attributes +=
          (int)
              stored.attributes.keySet().stream()
                  .filter(name -> !declared.containsKey(name))
                  .count();
    }
    check(attributes, Bounds.ATTRIBUTES, "attributes of a data set", pointer);
  }

  private void check(int count, int most, String what, String pointer) {
    if (count > most) {
      problems.add(
          ErrorCode.TOO_LARGE,
          pointer,
          "expected at most %d %s, together with those known, came %d"
              .formatted(most, what, count));
    }
  }
}
