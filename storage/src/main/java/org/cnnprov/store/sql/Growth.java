package org.cnnprov.store.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/** Whether a dataflow would become larger than {@link DataflowBounds} allow. */
final class Growth {

  private final DataflowBounds bounds;

  Growth(DataflowBounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Checks the tags, transformations and sets of a specification.
   *
   * @param known null where the dataflow is new
   * @param root where the specification stands within the event
   */
  void check(
      Dataflow specification, @Nullable DataflowState known, String root, Problems problems) {
    Set<Name> transformations = new HashSet<>();
    Set<Name> sets = new HashSet<>();
    if (known == null) {
      checkTag(specification.tag(), root + "/tag", problems);
    } else {
      transformations.addAll(known.transformations.keySet());
      sets.addAll(known.sets.keySet());
    }
    List<Transformation> declared = specification.transformations();
    for (int i = 0; i < declared.size(); i++) {
      String pointer = root + "/transformations/" + i;
      checkNewTag(declared.get(i).tag(), transformations, pointer, problems);
      List<DataSetSchema> itsSets = declared.get(i).sets();
      for (int j = 0; j < itsSets.size(); j++) {
        checkNewTag(itsSets.get(j).tag(), sets, pointer + "/sets/" + j, problems);
      }
    }
    for (Transformation transformation : specification.allTransformations()) {
      transformations.add(transformation.tag());
      transformation.sets().stream().map(DataSetSchema::tag).forEach(sets::add);
    }
    String pointer = root + "/transformations";
    checkCount(
        transformations.size(),
        DataflowBounds.TRANSFORMATIONS,
        "transformations",
        pointer,
        problems);
    checkCount(sets.size(), DataflowBounds.SETS, "data sets", pointer, problems);
  }

  /**
   * Checks the number of a set's attributes, together with those that it has.
   *
   * @param stored null where the set is new
   */
  void check(@Nullable SetState stored, Set<Name> declared, String pointer, Problems problems) {
    if (declared.isEmpty()) {
      return;
    }
    Set<Name> attributes = new HashSet<>(declared);
    if (stored != null) {
      attributes.addAll(stored.attributes.keySet());
      if (attributes.size() == stored.attributes.size()) {
        return;
      }
    }
    checkCount(
        attributes.size(), bounds.attributes(), "attributes of a data set", pointer, problems);
  }

  /** Checks a tag, or an attribute's name, that nothing has yet. */
  void checkTag(Name name, String pointer, Problems problems) {
    int length = name.display().length();
    if (length > bounds.tagLength()) {
      problems.add(
          ErrorCode.INVALID_NAME,
          pointer,
          "expected a name of at most %d characters, came %d"
              .formatted(bounds.tagLength(), length));
    }
  }

  private void checkNewTag(Name tag, Set<Name> known, String pointer, Problems problems) {
    if (known.add(tag)) {
      checkTag(tag, pointer + "/tag", problems);
    }
  }

  private static void checkCount(
      int count, int most, String what, String pointer, Problems problems) {
    if (count > most) {
      problems.add(
          ErrorCode.TOO_LARGE,
          pointer,
          "expected at most %d %s, together with those known, came %d"
              .formatted(most, what, count));
    }
  }
}
