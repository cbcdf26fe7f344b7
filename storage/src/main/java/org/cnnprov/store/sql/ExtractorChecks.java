package org.cnnprov.store.sql;

import java.util.List;
import java.util.stream.Stream;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Extractor;
import org.cnnprov.model.ExtractorCombination;
import org.cnnprov.model.Name;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Finds attributes and combinations that name an extractor which is not there.
 *
 * @param known the dataflow in the store; null where it is new
 * @param all what the specification declares
 * @param combinationsMember the member with the combinations, for pointers
 */
record ExtractorChecks(
    @Nullable DataflowState known, List<Transformation> all, String combinationsMember) {

  void check(DataSetSchema set, Name transformation, String pointer, Problems problems) {
    for (int k = 0; k < set.attributes().size() && set.dependency() == null; k++) {
      Attribute attribute = set.attributes().get(k);
      if (attribute.extractor() != null) {
        String place = pointer + "/attributes/" + k + "/extractor";
        check(attribute.extractor(), set, transformation, place, problems);
      }
    }
    for (int k = 0; k < set.combinations().size(); k++) {
      ExtractorCombination combination = set.combinations().get(k);
      String place = pointer + "/" + combinationsMember + "/" + k;
      check(combination.inner(), set, transformation, place + "/inner", problems);
      check(combination.outer(), set, transformation, place + "/outer", problems);
    }
  }

  private void check(
      Name extractor, DataSetSchema set, Name transformation, String pointer, Problems problems) {
    if (!isDeclared(extractor, set.tag(), transformation)
        && !isStored(extractor, set.tag(), transformation)) {
      problems.add(
          ErrorCode.UNKNOWN_VALUE,
          pointer,
          "expected an extractor of the set '%s' or of another set of the transformation '%s', came '%s'"
              .formatted(set.tag(), transformation, extractor));
    }
  }

  private boolean isDeclared(Name extractor, Name set, Name transformation) {
    return all.stream()
        .flatMap(
            each ->
                each.sets().stream()
                    .filter(other -> each.tag().equals(transformation) || other.tag().equals(set)))
        .flatMap(other -> other.extractors().stream())
        .map(Extractor::tag)
        .anyMatch(extractor::equals);
  }

  /** Among the sets in the store, those that the transformation uses from now on too. */
  private boolean isStored(Name extractor, Name set, Name transformation) {
    if (known == null) {
      return false;
    }
    Stream<Name> usedFromNowOn =
        all.stream()
            .filter(each -> each.tag().equals(transformation))
            .flatMap(each -> each.sets().stream())
            .map(DataSetSchema::tag);
    return Extractors.find(
                known.sets.get(set), known.transformations.get(transformation), extractor)
            != null
        || usedFromNowOn.anyMatch(
            tag -> Extractors.find(known.sets.get(tag), null, extractor) != null);
  }
}
