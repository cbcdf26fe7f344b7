package org.cnnprov.server.prov;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cnnprov.prov.model.Namespaces;

/**
 * The namespaces that an imported document is kept with, so that every format can write it: a
 * prefix means one thing in the whole document, and none that a format has for itself. Names are
 * kept as IRIs, so what changes is only how they are written.
 */
final class ImportedNamespaces {

  /**
   * With the one namespace that each may have. {@code default} is the default namespace in
   * PROV-JSON; XML and Turtle declare the others.
   */
  private static final Map<String, String> RESERVED =
      Map.of(
          "default", "",
          "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
          "xml", "",
          "xmlns", "",
          "xsi", "");

  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> body = new LinkedHashMap<>();

  /**
   * Begins with those of the body.
   *
   * @param everywhere all prefixes that the document declares, in bundles too
   */
  ImportedNamespaces(Namespaces declared, Set<String> everywhere) {
    taken.addAll(everywhere);
    taken.addAll(RESERVED.keySet());
    declared.iris().forEach((prefix, iri) -> add(prefix, iri, body));
  }

  /** Those of the body. */
  Map<String, String> body() {
    return body;
  }

  /** Those that a bundle declares; it has those of the body as well. */
  Map<String, String> ofBundle(Namespaces declared) {
    Map<String, String> own = new LinkedHashMap<>();
    declared.iris().forEach((prefix, iri) -> add(prefix, iri, own));
    return own;
  }

  /**
   * Sees to it that a name can be written: one without a prefix cannot have a colon, which would be
   * read as that of a prefix.
   */
  void make(String local, String iriOfDefault, Map<String, String> own) {
    if (local.indexOf(':') >= 0
        && !hasPrefix(iriOfDefault, body)
        && !hasPrefix(iriOfDefault, own)) {
      own.put(free(), iriOfDefault);
    }
  }

  private void add(String prefix, String iri, Map<String, String> own) {
    if (prefix.equals(Namespaces.PROV_PREFIX) || prefix.equals(Namespaces.XSD_PREFIX)) {
      return;
    }
    boolean another = own != body && !iri.equals(body.getOrDefault(prefix, iri));
    own.put(another || !iri.equals(RESERVED.getOrDefault(prefix, iri)) ? free() : prefix, iri);
  }

  private String free() {
    int number = 1;
    while (!taken.add("ns" + number)) {
      number++;
    }
    return "ns" + number;
  }

  private static boolean hasPrefix(String iri, Map<String, String> namespaces) {
    return namespaces.entrySet().stream()
        .anyMatch(each -> !each.getKey().isEmpty() && each.getValue().equals(iri));
  }
}
