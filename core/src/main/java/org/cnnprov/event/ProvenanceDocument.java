package org.cnnprov.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of W3C PROV that was made elsewhere, with every name as an IRI.
 *
 * @param sha256 of the bytes that it came as; the same document is kept once
 * @param format {@code provn} or {@code json}
 * @param name what its sender calls it
 * @param parts the body, which is first, and the bundles
 */
public record ProvenanceDocument(
    String sha256, String format, @Nullable String name, List<Part> parts) {

  /** What the names begin with that this service gives to what it holds. */
  public static final String OUR_NAMES = "https://w3id.org/cnnprov/";

  public ProvenanceDocument {
    parts = List.copyOf(parts);
  }

  /** How many statements it has. */
  public int size() {
    return parts.stream().mapToInt(part -> part.statements().size()).sum();
  }

  /**
   * The body, or a bundle.
   *
   * @param bundle the bundle's name; null for the body
   * @param namespaces by prefix, in their order; a bundle has those of the body too
   */
  public record Part(
      @Nullable String bundle, Map<String, String> namespaces, List<Statement> statements) {}

  /** What a statement says of things and times, beside its attributes. */
  public enum Argument {
    /** What the statement is about: of {@code used} the activity. */
    SUBJECT,
    /** What it is related to: of {@code used} the entity. */
    OBJECT,
    /** The activity of a derivation or delegation, the starter or ender. */
    ACTIVITY,
    PLAN,
    GENERATION,
    USAGE,
    STARTED_AT,
    ENDED_AT,
    OCCURRED_AT
  }

  /**
   * A statement.
   *
   * @param kind as PROV-N calls it, {@code entity} or {@code used}
   * @param iri the name of the element, or of the relation where it has one
   * @param arguments IRIs, and instants
   * @param sha256 the content that an entity says that it has
   */
  public record Statement(
      String kind,
      @Nullable String iri,
      Map<Argument, Object> arguments,
      @Nullable String sha256,
      List<Attribute> attributes) {}

  /**
   * An attribute.
   *
   * @param type the IRI of its type; that of {@code prov:QUALIFIED_NAME} where the value is an IRI
   */
  public record Attribute(String name, String value, String type, @Nullable String language) {}
}
