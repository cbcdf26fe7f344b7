package org.cnnprov.prov.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cnnprov.prov.model.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a keyword makes a statement of: the same arguments for elements, the name first, and for
 * relations.
 */
sealed interface Signature {

  String keyword();

  List<Argument> arguments();

  /** Makes the statement; a mistake where something is missing, or more than there may be. */
  Statement of(
      @Nullable QualifiedName id, List<@Nullable Object> arguments, List<Attribute> attributes);

  static Optional<Signature> of(String keyword) {
    for (ElementKind kind : ElementKind.values()) {
      if (kind.keyword().equals(keyword)) {
        return Optional.of(new OfElement(kind));
      }
    }
    return Arrays.stream(RelationKind.values())
        .filter(kind -> kind.keyword().equals(keyword))
        .<Signature>map(OfRelation::new)
        .findFirst();
  }

  static List<String> keywords() {
    List<String> all = new ArrayList<>();
    for (ElementKind kind : ElementKind.values()) {
      all.add(kind.keyword());
    }
    for (RelationKind kind : RelationKind.values()) {
      all.add(kind.keyword());
    }
    return all;
  }

  /** As many as there are; those at the end may have been left out. */
  private static List<@Nullable Object> complete(
      Signature signature, List<@Nullable Object> arguments) {
    List<Argument> formal = signature.arguments();
    if (arguments.size() > formal.size()) {
      throw new Mistake(
          ReadException.Kind.SYNTAX,
          "expected at most %d arguments of %s, came %d"
              .formatted(formal.size(), signature.keyword(), arguments.size()));
    }
    List<@Nullable Object> complete = new ArrayList<>(arguments);
    complete.addAll(Collections.nCopies(formal.size() - arguments.size(), null));
    for (int i = 0; i < formal.size(); i++) {
      if (formal.get(i).required() && complete.get(i) == null) {
        throw new Mistake(
            ReadException.Kind.SYNTAX,
            "expected the argument %s of %s, came none"
                .formatted(formal.get(i).name(), signature.keyword()));
      }
    }
    return complete;
  }

  /** An entity, an activity or an agent. */
  record OfElement(ElementKind kind) implements Signature {

    private static final List<Argument> TIMES =
        List.of(
            new Argument("startTime", "", true, false), new Argument("endTime", "", true, false));

    @Override
    public String keyword() {
      return kind.keyword();
    }

    @Override
    public List<Argument> arguments() {
      return kind == ElementKind.ACTIVITY ? TIMES : List.of();
    }

    @Override
    public Statement of(
        @Nullable QualifiedName id, List<@Nullable Object> arguments, List<Attribute> attributes) {
      if (id == null) {
        throw new Mistake(ReadException.Kind.SYNTAX, "expected the name of an " + keyword());
      }
      List<@Nullable Object> times = complete(this, arguments);
      return times.isEmpty()
          ? new Statement.Element(kind, id, null, null, attributes)
          : new Statement.Element(
              kind, id, (Instant) times.get(0), (Instant) times.get(1), attributes);
    }
  }

  /** A relation. */
  record OfRelation(RelationKind kind) implements Signature {

    @Override
    public String keyword() {
      return kind.keyword();
    }

    @Override
    public List<Argument> arguments() {
      return kind.arguments();
    }

    @Override
    public Statement of(
        @Nullable QualifiedName id, List<@Nullable Object> arguments, List<Attribute> attributes) {
      if (!kind.isQualified() && (id != null || !attributes.isEmpty())) {
        throw new Mistake(
            ReadException.Kind.UNKNOWN,
            "%s has neither a name of its own nor attributes in PROV-DM".formatted(keyword()));
      }
      return new Statement.Relation(kind, id, complete(this, arguments), attributes);
    }
  }
}
