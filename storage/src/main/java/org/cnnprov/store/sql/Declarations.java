package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/** Checks specifications, and hands those that hold to {@link Evolution}. */
final class Declarations {

  private final Catalogue catalogue;
  private final Evolution evolution;
  private final Growth growth;

  Declarations(Catalogue catalogue, Evolution evolution, Growth growth) {
    this.catalogue = catalogue;
    this.evolution = evolution;
    this.growth = growth;
  }

  void check(DataflowDeclared event, Context context, Problems problems) {
    Dataflow specification = event.dataflow();
    DataflowState known = catalogue.find(specification.tag());
    List<Transformation> all = specification.allTransformations();
    int predefined = all.size() - specification.transformations().size();
    Map<Name, Map<Name, AttributeType>> types = new HashMap<>();
    ExtractorChecks extractors = new ExtractorChecks(known, all, context.combinationsMember());
    String root = context.specificationPointer();
    growth.check(specification, known, root, problems);
    for (int i = 0; i < all.size(); i++) {
      List<DataSetSchema> sets = all.get(i).sets();
      for (int j = 0; j < sets.size(); j++) {
        String pointer = root + "/transformations/" + (i - predefined) + "/sets/" + j;
        DataSetSchema set = sets.get(j);
        if (set.dependency() != null) {
          checkDependency(set, set.dependency(), known, all, pointer, problems);
        } else {
          Map<Name, AttributeType> declared =
              types.computeIfAbsent(set.tag(), tag -> new HashMap<>());
          SetState stored = known == null ? null : known.sets.get(set.tag());
          checkAttributes(set, stored, declared, pointer + "/attributes", problems);
          growth.check(stored, declared.keySet(), pointer + "/attributes", problems);
        }
        extractors.check(set, all.get(i).tag(), pointer, problems);
      }
    }
  }

  void apply(DataflowDeclared event, LocalDateTime receivedAt) throws SQLException {
    evolution.apply(event.dataflow(), event.opensExecution(), receivedAt);
  }

  private static void checkDependency(
      DataSetSchema set,
      Name writer,
      @Nullable DataflowState known,
      List<Transformation> all,
      String pointer,
      Problems problems) {
    boolean here =
        all.stream()
            .filter(transformation -> transformation.tag().equals(writer))
            .flatMap(transformation -> transformation.sets().stream())
            .anyMatch(other -> other.type() == SetType.OUTPUT && other.tag().equals(set.tag()));
    if (!here && !isWritten(set, writer, known)) {
      problems.add(
          ErrorCode.UNKNOWN_DEPENDENCY,
          pointer + "/dependency",
          "expected a transformation that writes the set '%s', came '%s'"
              .formatted(set.tag(), writer));
    }
  }

  private static boolean isWritten(DataSetSchema set, Name writer, @Nullable DataflowState known) {
    if (known == null) {
      return false;
    }
    TransformationState transformation = known.transformations.get(writer);
    SetState stored = known.sets.get(set.tag());
    return transformation != null && stored != null && stored.writtenBy(transformation);
  }

  private void checkAttributes(
      DataSetSchema set,
      @Nullable SetState stored,
      Map<Name, AttributeType> declared,
      String pointer,
      Problems problems) {
    for (int k = 0; k < set.attributes().size(); k++) {
      Attribute attribute = set.attributes().get(k);
      AttributeType before = declared.putIfAbsent(attribute.name(), attribute.type());
      if (before == null && stored != null) {
        SetState.AttributeState old = stored.attributes.get(attribute.name());
        before = old == null ? null : old.type();
      }
      if (before == null) {
        growth.checkTag(attribute.name(), pointer + "/" + k + "/name", problems);
      }
      if (before != null && before != attribute.type()) {
        problems.add(
            ErrorCode.TYPE_CONFLICT,
            pointer + "/" + k + "/type",
            "attribute '%s' of set '%s' is %s, and cannot become %s"
                .formatted(attribute.name(), set.tag(), before, attribute.type()));
      }
    }
  }
}
