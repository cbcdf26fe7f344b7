package org.cnnprov.prov.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a PROV document. */
public sealed interface Statement {

  /**
   * Where its kind stands in the order of a document: elements before relations, each kind by
   * itself, so that what is spoken of is declared before, and PROV-JSON can be written as it goes.
   */
  int group();

  /**
   * An entity, an activity or an agent.
   *
   * @param startedAt and {@code endedAt}: of an activity only
   */
  record Element(
      ElementKind kind,
      QualifiedName id,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      List<Attribute> attributes)
      implements Statement {

    public Element {
      attributes = List.copyOf(attributes);
      if (kind != ElementKind.ACTIVITY && (startedAt != null || endedAt != null)) {
        throw new IllegalArgumentException("only an activity has times: " + id);
      }
    }

    @Override
    public int group() {
      return Arrays.asList(ElementKind.values()).indexOf(kind);
    }
  }

  /**
   * A relation.
   *
   * @param arguments as many as its kind has: a {@link QualifiedName}, an {@link Instant} where the
   *     kind says that it is a time, or null
   */
  record Relation(
      RelationKind kind,
      @Nullable QualifiedName id,
      List<@Nullable Object> arguments,
      List<Attribute> attributes)
      implements Statement {

    public Relation {
      arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
      attributes = List.copyOf(attributes);
      check(kind, arguments);
      if (!kind.isQualified() && (id != null || !attributes.isEmpty())) {
        throw new IllegalArgumentException(
            kind.keyword() + " has neither identifier nor attributes");
      }
    }

    @Override
    public int group() {
      return ElementKind.values().length + Arrays.asList(RelationKind.values()).indexOf(kind);
    }

    private static void check(RelationKind kind, List<@Nullable Object> arguments) {
      if (arguments.size() != kind.arguments().size()) {
        throw new IllegalArgumentException(
            "%s takes %d arguments, came %d"
                .formatted(kind.keyword(), kind.arguments().size(), arguments.size()));
      }
      for (int i = 0; i < arguments.size(); i++) {
        Argument argument = kind.arguments().get(i);
        Object value = arguments.get(i);
        boolean fits =
            value == null
                ? !argument.required()
                : argument.isTime() ? value instanceof Instant : value instanceof QualifiedName;
        if (!fits) {
          throw new IllegalArgumentException(
              "%s: %s does not fit %s".formatted(kind.keyword(), value, argument.name()));
        }
      }
    }
  }

  /** The statements that follow, up to the end of the bundle, stand in it; bundles do not nest. */
  record BundleBegin(QualifiedName id, Namespaces namespaces) implements Statement {

    @Override
    public int group() {
      return Integer.MAX_VALUE;
    }
  }

  /** The end of the bundle. */
  record BundleEnd() implements Statement {

    @Override
    public int group() {
      return Integer.MAX_VALUE;
    }
  }
}
