package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** Finds what the fields of a query mean, the same in all branches, and gives each one column. */
final class Columns {

  private final List<Branch> branches;
  private final Map<Field, Column> used = new LinkedHashMap<>();

  Columns(List<Branch> branches) {
    this.branches = branches;
  }

  /** All columns that were asked for. */
  List<Column> used() {
    return List.copyOf(used.values());
  }

  /** The column of a field, which the outer statement uses. */
  Column use(Field field, String pointer) throws ProblemException {
    Field resolved = resolve(field, pointer);
    Column known = used.get(resolved);
    if (known == null) {
      known = new Column(used.size(), resolved, type(resolved, pointer), name(resolved));
      used.put(resolved, known);
    }
    return known;
  }

  /** The field with its set. */
  Field resolve(Field field, String pointer) throws ProblemException {
    if (field instanceof Field.Attribute attribute) {
      Name set = attribute.set();
      if (set == null) {
        set = onlySetWith(attribute.name(), pointer);
      }
      checkOnEveryPath(set, pointer);
      return checked(new Field.Attribute(set, attribute.name()), set, pointer);
    }
    Name set = ((Field.OfExecution) field).set();
    if (set != null) {
      checkOnEveryPath(set, pointer);
    }
    return field;
  }

  /**
   * Every attribute of the sets on the paths.
   *
   * @throws ProblemException where not all paths lead through the same sets
   */
  List<Field> all() throws ProblemException {
    List<Name> sets = setsOf(branches.get(0));
    if (branches.stream().anyMatch(branch -> !setsOf(branch).equals(sets))) {
      throw Refusal.of("/projection", "expected a projection of what is on each of " + paths());
    }
    Set<Field> fields = new LinkedHashSet<>();
    for (Name set : sets) {
      for (Branch branch : branches) {
        for (SetAttribute attribute : set(branch, set).attributes()) {
          fields.add(new Field.Attribute(set, attribute.name()));
        }
      }
    }
    if (fields.isEmpty()) {
      throw Refusal.of(
          "/projection", "the sets have no attributes: count them, or project their execution");
    }
    return List.copyOf(fields);
  }

  /** Their type, which must be the same in all dataflows. */
  ValueType type(Field resolved, String pointer) throws ProblemException {
    if (resolved instanceof Field.OfExecution ofExecution) {
      return ofExecution.property() == ExecutionProperty.ID ? ValueType.NUMBER : ValueType.TEXT;
    }
    Field.Attribute field = (Field.Attribute) resolved;
    Map<ValueType, String> dataflows = new LinkedHashMap<>();
    for (Branch branch : branches) {
      SetAttribute attribute = attribute(branch, field);
      if (attribute != null) {
        dataflows.putIfAbsent(attribute.valueType(), branch.dataflow().tag());
      }
    }
    if (dataflows.size() > 1) {
      throw Refusal.of(
          ErrorCode.TYPE_CONFLICT,
          pointer,
          "%s is %s in dataflow %s and %s in dataflow %s: name dataflows that agree"
              .formatted(
                  field.name().key(),
                  AttributeType.NUMERIC,
                  dataflows.get(ValueType.NUMBER),
                  AttributeType.TEXT,
                  dataflows.get(ValueType.TEXT)));
    }
    return dataflows.keySet().iterator().next();
  }

  /** The attribute in a branch; absent where another dataflow alone has it. */
  static @Nullable SetAttribute attribute(Branch branch, Field.Attribute field) {
    Name set = field.set();
    return set == null ? null : set(branch, set).attribute(field.name()).orElse(null);
  }

  private Name onlySetWith(Name attribute, String pointer) throws ProblemException {
    Set<Name> sets = new LinkedHashSet<>();
    for (Branch branch : branches) {
      for (SetNode set : branch.path().sets()) {
        if (set.attribute(attribute).isPresent()) {
          sets.add(set.tag());
        }
      }
    }
    if (sets.isEmpty()) {
      throw unknown(attribute, attributesOf(null), "of " + shown(allSets()), pointer);
    }
    if (sets.size() > 1) {
      throw Refusal.of(
          pointer,
          "the sets %s have an attribute %s: say of which set it is asked"
              .formatted(shown(sets), attribute.key()));
    }
    return sets.iterator().next();
  }

  private Field checked(Field.Attribute field, Name set, String pointer) throws ProblemException {
    for (Branch branch : branches) {
      if (attribute(branch, field) != null) {
        return field;
      }
    }
    throw unknown(field.name(), attributesOf(set), "of set " + set.key(), pointer);
  }

  private static ProblemException unknown(
      Name attribute, Set<String> known, String where, String pointer) {
    return Refusal.of(
        ErrorCode.UNKNOWN_ATTRIBUTE,
        pointer,
        "there is no attribute '%s' %s; %s"
            .formatted(attribute, where, Refusal.instead(attribute.key(), known)));
  }

  private void checkOnEveryPath(Name set, String pointer) throws ProblemException {
    List<Branch> without = branches.stream().filter(branch -> !branch.path().holds(set)).toList();
    if (without.size() == branches.size()) {
      throw Refusal.of(
          ErrorCode.UNKNOWN_SET,
          pointer,
          "the set '%s' is not among those joined; %s"
              .formatted(
                  set, Refusal.instead(set.key(), allSets().stream().map(Name::key).toList())));
    }
    if (!without.isEmpty()) {
      throw Refusal.of(pointer, "the set %s is not on each of %s".formatted(set.key(), paths()));
    }
  }

  private String paths() {
    return branches.stream()
        .map(branch -> branch.path().shown() + " (" + branch.dataflow().tag() + ")")
        .limit(PathSearch.MOST_PATHS)
        .collect(
            Collectors.joining(
                "; ", "these paths: ", ". Include or exclude sets to choose among them"));
  }

  private Set<String> attributesOf(@Nullable Name only) {
    Set<String> names = new LinkedHashSet<>();
    for (Branch branch : branches) {
      for (SetNode set : branch.path().sets()) {
        if (only == null || set.tag().equals(only)) {
          set.attributes().forEach(attribute -> names.add(attribute.name().key()));
        }
      }
    }
    return names;
  }

  private Set<Name> allSets() {
    Set<Name> sets = new LinkedHashSet<>();
    branches.forEach(branch -> sets.addAll(setsOf(branch)));
    return sets;
  }

  private static List<Name> setsOf(Branch branch) {
    return branch.path().sets().stream().map(SetNode::tag).toList();
  }

  private static SetNode set(Branch branch, Name name) {
    return branch.path().sets().get(branch.path().indexOf(name));
  }

  private static String shown(Set<Name> sets) {
    return new ArrayList<>(sets).stream().map(Name::key).collect(Collectors.joining(", "));
  }

  private static String name(Field field) {
    if (field instanceof Field.Attribute attribute) {
      return attribute.name().key();
    }
    return switch (((Field.OfExecution) field).property()) {
      case ID -> "execution_id";
      case TAG -> "execution";
      case STATUS -> "execution_status";
      case DATAFLOW -> "dataflow";
    };
  }
}
