package org.cnnprov.server.prov;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.write.DocumentWriter;
import org.jspecify.annotations.Nullable;

/** Hands statements to a writer. Attributes that are null are left out. */
final class Statements {

  private final DocumentWriter writer;

  Statements(DocumentWriter writer) {
    this.writer = writer;
  }

  DocumentWriter writer() {
    return writer;
  }

  void entity(QualifiedName id, @Nullable Attribute... attributes) throws IOException {
    writer.write(new Element(ElementKind.ENTITY, id, null, null, given(attributes)));
  }

  void entity(QualifiedName id, List<Attribute> attributes) throws IOException {
    writer.write(new Element(ElementKind.ENTITY, id, null, null, attributes));
  }

  void agent(QualifiedName id, @Nullable Attribute... attributes) throws IOException {
    writer.write(new Element(ElementKind.AGENT, id, null, null, given(attributes)));
  }

  /** An end before the start, as the clocks of several machines may tell it, is left out. */
  void activity(
      QualifiedName id,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      List<Attribute> attributes)
      throws IOException {
    boolean backwards = startedAt != null && endedAt != null && endedAt.isBefore(startedAt);
    writer.write(
        new Element(ElementKind.ACTIVITY, id, startedAt, backwards ? null : endedAt, attributes));
  }

  void generated(QualifiedName entity, QualifiedName activity, @Nullable Instant at)
      throws IOException {
    relation(RelationKind.GENERATION, List.of(), entity, activity, at);
  }

  void used(
      QualifiedName activity,
      QualifiedName entity,
      @Nullable Instant at,
      @Nullable Attribute... attributes)
      throws IOException {
    relation(RelationKind.USAGE, given(attributes), activity, entity, at);
  }

  void informed(QualifiedName later, QualifiedName earlier) throws IOException {
    relation(RelationKind.COMMUNICATION, List.of(), later, earlier);
  }

  void derived(
      QualifiedName later,
      QualifiedName earlier,
      @Nullable QualifiedName activity,
      @Nullable Attribute... attributes)
      throws IOException {
    relation(RelationKind.DERIVATION, given(attributes), later, earlier, activity, null, null);
  }

  void associated(
      QualifiedName activity,
      @Nullable QualifiedName agent,
      @Nullable QualifiedName plan,
      @Nullable Attribute... attributes)
      throws IOException {
    relation(RelationKind.ASSOCIATION, given(attributes), activity, agent, plan);
  }

  /** A relation without attributes. */
  void related(RelationKind kind, @Nullable Object... arguments) throws IOException {
    relation(kind, List.of(), arguments);
  }

  private void relation(
      RelationKind kind, List<Attribute> attributes, @Nullable Object... arguments)
      throws IOException {
    writer.write(new Relation(kind, null, Arrays.asList(arguments), attributes));
  }

  static List<Attribute> given(@Nullable Attribute... attributes) {
    return Arrays.stream(attributes).filter(Objects::nonNull).toList();
  }
}
