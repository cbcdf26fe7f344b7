package org.cnnprov.server.prov;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.event.ProvenanceDocument;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of a document. They are made of tags and counts, never of this store's numbers,
 * so that another store that holds the same execution gives it the same ones.
 *
 * <p>A name is its kind and the tags that tell it apart, with points between them. In a tag all but
 * ASCII letters, digits, {@code _} and {@code -} is percent-encoded UTF-8.
 */
final class Names {

  static final String BASE = ProvenanceDocument.OUR_NAMES;
  static final String CNN_PREFIX = "cnn";
  static final String CNN = BASE + "ns/1#";
  static final String PROVONE = "http://purl.dataone.org/provone/2015/01/15/ontology#";
  static final String MLS = "http://www.w3.org/ns/mls#";
  static final String DCT = "http://purl.org/dc/terms/";

  static final QualifiedName CONFORMS_TO = QualifiedName.of("dct", "conformsTo");
  static final QualifiedName PART_OF = QualifiedName.of("provone", "wasPartOf");

  private static final String RUN = "run";
  private static final String ORIGIN = "origin";
  private static final String PLAN = "plan";
  private static final String BEFORE = "before";

  /** ProvToolbox cannot read the prefix {@code agent}: it takes it for the statement. */
  private static final String AGENT = "who";

  private static final String FILE = "file";
  private static final String ATTRIBUTE = "attr";

  /** Attributes of the predefined sets have terms of the vocabulary. */
  private static final Set<String> PREDEFINED = predefined();

  private final Map<String, String> iris = new LinkedHashMap<>();

  private Names() {
    iris.put(CNN_PREFIX, CNN);
    iris.put("provone", PROVONE);
    iris.put("mls", MLS);
    iris.put("dct", DCT);
  }

  /** Those of a plan that is a document of its own. */
  static Names ofPlan(String dataflow, long version) {
    Names names = new Names();
    names.iris.put(PLAN, planIri(dataflow, version));
    names.iris.put(BEFORE, planIri(dataflow, version - 1));
    names.iris.put(AGENT, BASE + "agent/");
    return names;
  }

  /** Those of an execution. */
  static Names ofExecution(Subject subject) {
    Names names = ofPlan(subject.dataflow(), subject.version());
    names.iris.put(RUN, runIri(subject.dataflow(), subject.execution()));
    names.iris.put(FILE, BASE + "file/");
    names.iris.put(ATTRIBUTE, BASE + "attribute/");
    if (subject.resumedExecution() != null) {
      String dataflow = subject.resumedDataflow();
      names.iris.put(
          ORIGIN,
          runIri(
              (dataflow == null ? subject.dataflow() : dataflow).toLowerCase(Locale.ROOT),
              subject.resumedExecution()));
    }
    return names;
  }

  Namespaces namespaces() {
    return new Namespaces(iris);
  }

  /** Whether an attribute of a set has a term of the vocabulary. */
  static Set<String> predefinedAttributes() {
    return PREDEFINED;
  }

  static QualifiedName run(String kind, Object... tags) {
    return name(RUN, kind, tags);
  }

  static QualifiedName origin(String kind, Object... tags) {
    return name(ORIGIN, kind, tags);
  }

  static QualifiedName agent(String kind, Object... tags) {
    return name(AGENT, kind, tags);
  }

  /** What a file holds, wherever it lies. */
  static QualifiedName content(String sha256) {
    return name(FILE, "sha256", sha256);
  }

  static QualifiedName plan(String kind, Object... tags) {
    return name(PLAN, kind, tags);
  }

  static QualifiedName planBefore() {
    return name(BEFORE, "dataflow");
  }

  static QualifiedName mls(String local) {
    return QualifiedName.of("mls", local);
  }

  static QualifiedName provone(String local) {
    return QualifiedName.of("provone", local);
  }

  /** An attribute of a set as the name of a PROV attribute. */
  static QualifiedName attribute(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return QualifiedName.of(PREDEFINED.contains(key) ? CNN_PREFIX : ATTRIBUTE, xmlName(key));
  }

  /** The number of an epoch as identifiers have it: 3 for 3.0. */
  static String epoch(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static QualifiedName name(String prefix, String kind, Object... tags) {
    StringBuilder local = new StringBuilder(kind);
    for (Object tag : tags) {
      local.append('.');
      encode(local, String.valueOf(tag));
    }
    return QualifiedName.of(prefix, local.toString());
  }

  private static String runIri(String dataflow, String execution) {
    return BASE + "run/" + encoded(dataflow) + "/" + encoded(execution) + "/";
  }

  private static String planIri(String dataflow, long version) {
    return BASE + "plan/" + encoded(dataflow) + "/v" + version + "/";
  }

  private static String encoded(String tag) {
    StringBuilder encoded = new StringBuilder();
    encode(encoded, tag);
    return encoded.toString();
  }

  private static void encode(StringBuilder target, String tag) {
    for (byte each : tag.getBytes(StandardCharsets.UTF_8)) {
      if (isLetterOrDigit((char) each) || each == '_' || each == '-') {
        target.append((char) each);
      } else {
        target.append("%%%02X".formatted(each & 0xFF));
      }
    }
  }

  /** {@code _xHHHH_} for each character that an ASCII name of XML cannot have where it stands. */
  private static String xmlName(String name) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean letter = isLetterOrDigit(each) && !(i == 0 && each >= '0' && each <= '9');
      boolean inner = (each == '-' || each == '.') && i > 0 && i < name.length() - 1;
      boolean plainUnderscore = each == '_' && !name.startsWith("_x", i);
      if (letter || inner || plainUnderscore) {
        escaped.append(each);
      } else {
        escaped.append("_x%04X_".formatted((int) each));
      }
    }
    return escaped.isEmpty() ? "_x_" : escaped.toString();
  }

  private static boolean isLetterOrDigit(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9');
  }

  private static Set<String> predefined() {
    return PredefinedTraining.TRANSFORMATIONS.stream()
        .flatMap(transformation -> transformation.sets().stream())
        .flatMap(
            set ->
                java.util.stream.Stream.concat(
                    set.attributes().stream(),
                    PredefinedTraining.filledByNameOnly(set.tag()).stream()))
        .map(attribute -> attribute.name().key())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The text, or null where it is blank: clients send empty texts for what they do not know. */
  static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
