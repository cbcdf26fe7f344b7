package org.cnnprov.server.prov;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.event.ProvenanceDocument;
import org.cnnprov.event.ProvenanceDocument.Argument;
import org.cnnprov.event.ProvenanceDocument.Part;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;
import org.cnnprov.prov.read.Document;
import org.jspecify.annotations.Nullable;

/** A document that was read, with names as IRIs. */
final class ImportedStatements {

  static final String QUALIFIED_NAME = Namespaces.PROV + "QUALIFIED_NAME";

  /** As the value of an attribute, whatever it is called. */
  private static final Pattern SHA256 =
      Pattern.compile("(?:sha-?256[:=-]|urn:sha256:)?([0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

  private final Document document;
  private final ImportedNamespaces namespaces;
  private final Builder body;

  private ImportedStatements(Document document) {
    this.document = document;
    this.namespaces = new ImportedNamespaces(document.namespaces(), prefixes(document));
    this.body = new Builder(null, document.namespaces(), namespaces.body());
  }

  /** The body, and each bundle. */
  static List<Part> parts(Document document) {
    return new ImportedStatements(document).parts();
  }

  private List<Part> parts() {
    List<Builder> all = new ArrayList<>(List.of(body));
    Builder current = body;
    for (Statement statement : document.statements()) {
      if (statement instanceof BundleBegin bundle) {
        current =
            new Builder(
                bundle.id(),
                bundle.namespaces().within(document.namespaces()),
                namespaces.ofBundle(bundle.namespaces()));
        all.add(current);
      } else if (statement instanceof BundleEnd) {
        current = body;
      } else if (statement instanceof Element element) {
        current.add(element);
      } else if (statement instanceof Relation relation) {
        current.add(relation);
      }
    }
    return all.stream().map(Builder::part).toList();
  }

  private static Set<String> prefixes(Document document) {
    Set<String> prefixes = new HashSet<>(document.namespaces().iris().keySet());
    for (Statement statement : document.statements()) {
      if (statement instanceof BundleBegin bundle) {
        prefixes.addAll(bundle.namespaces().iris().keySet());
      }
    }
    return prefixes;
  }

  /** What an argument of a relation is called in the store, by its place. */
  static Argument argument(RelationKind kind, int place) {
    if (kind.arguments().get(place).isTime()) {
      return Argument.OCCURRED_AT;
    }
    return switch (kind.arguments().get(place).property()) {
      case "hadActivity" -> Argument.ACTIVITY;
      case "hadPlan" -> Argument.PLAN;
      case "hadGeneration" -> Argument.GENERATION;
      case "hadUsage" -> Argument.USAGE;
      default -> place == 0 ? Argument.SUBJECT : Argument.OBJECT;
    };
  }

  /** Gathers the statements of the body, or of a bundle. */
  private final class Builder {

    private final @Nullable String bundle;
    private final Namespaces inForce;
    private final Map<String, String> kept;
    private final List<ProvenanceDocument.Statement> statements = new ArrayList<>();

    /** The same text for the same IRI: it comes in many statements. */
    private final Map<QualifiedName, String> iris = new HashMap<>();

    Builder(@Nullable QualifiedName bundle, Namespaces inForce, Map<String, String> kept) {
      this.inForce = inForce;
      this.kept = kept;
      this.bundle = bundle == null ? null : makeIri(bundle);
    }

    Part part() {
      return new Part(bundle, kept, statements);
    }

    void add(Element element) {
      Map<Argument, Object> times = new EnumMap<>(Argument.class);
      put(times, Argument.STARTED_AT, element.startedAt());
      put(times, Argument.ENDED_AT, element.endedAt());
      String iri = iri(element.id());
      List<ProvenanceDocument.Attribute> attributes = attributes(element.attributes());
      String sha256 = element.kind() == ElementKind.ENTITY ? sha256(iri, attributes) : null;
      statements.add(
          new ProvenanceDocument.Statement(
              element.kind().keyword(), iri, times, sha256, attributes));
    }

    void add(Relation relation) {
      Map<Argument, Object> arguments = new EnumMap<>(Argument.class);
      for (int i = 0; i < relation.arguments().size(); i++) {
        Object value = relation.arguments().get(i);
        put(
            arguments,
            argument(relation.kind(), i),
            value instanceof QualifiedName name ? iri(name) : value);
      }
      QualifiedName id = relation.id();
      statements.add(
          new ProvenanceDocument.Statement(
              relation.kind().keyword(),
              id == null ? null : iri(id),
              arguments,
              null,
              attributes(relation.attributes())));
    }

    String iri(QualifiedName name) {
      return iris.computeIfAbsent(name, this::makeIri);
    }

    private String makeIri(QualifiedName name) {
      String namespace = Objects.requireNonNull(inForce.iri(name.prefix()));
      if (name.prefix().isEmpty()) {
        namespaces.make(name.local(), namespace, kept);
      }
      return namespace + name.local();
    }

    /** Values of a name stand together: PROV-JSON knows no other order. */
    private List<ProvenanceDocument.Attribute> attributes(List<Attribute> attributes) {
      if (attributes.isEmpty()) {
        return List.of();
      }
      Map<String, List<ProvenanceDocument.Attribute>> byName = new LinkedHashMap<>();
      for (Attribute attribute : attributes) {
        String name = iri(attribute.name());
        byName.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(of(name, attribute.value()));
      }
      return byName.values().stream().flatMap(List::stream).toList();
    }

    private ProvenanceDocument.Attribute of(String name, Value value) {
      if (value instanceof Value.Reference reference) {
        return new ProvenanceDocument.Attribute(name, iri(reference.name()), QUALIFIED_NAME, null);
      }
      Value.Literal literal = (Value.Literal) value;
      return new ProvenanceDocument.Attribute(
          name, literal.lexical(), iri(literal.type()), literal.language());
    }
  }

  private static void put(Map<Argument, Object> all, Argument name, @Nullable Object value) {
    if (value instanceof String || value instanceof Instant) {
      all.put(name, value);
    }
  }

  private static @Nullable String sha256(
      String iri, List<ProvenanceDocument.Attribute> attributes) {
    String ours = Names.BASE + "file/sha256.";
    if (iri.startsWith(ours)) {
      return iri.substring(ours.length()).toLowerCase(Locale.ROOT);
    }
    for (ProvenanceDocument.Attribute attribute : attributes) {
      Matcher hash = SHA256.matcher(attribute.value());
      if (hash.matches()) {
        return hash.group(1).toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }
}
