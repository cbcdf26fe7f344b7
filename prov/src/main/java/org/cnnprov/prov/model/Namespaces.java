package org.cnnprov.prov.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that a document, or a bundle, declares; {@code prov} and {@code xsd} are always
 * known.
 *
 * @param iris by prefix, in the order of their declaration; "" is the default namespace's
 */
public record Namespaces(Map<String, String> iris) {

  public static final String PROV_PREFIX = "prov";
  public static final String XSD_PREFIX = "xsd";
  public static final String PROV = "http://www.w3.org/ns/prov#";
  public static final String XSD = "http://www.w3.org/2001/XMLSchema#";

  public static final Namespaces NONE = new Namespaces(Map.of());

  public Namespaces {
    iris = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(iris));
  }

  /** The IRI of a prefix, or null where it is not declared. */
  public @Nullable String iri(String prefix) {
    String declared = iris.get(prefix);
    if (declared != null) {
      return declared;
    }
    return switch (prefix) {
      case PROV_PREFIX -> PROV;
      case XSD_PREFIX -> XSD;
      default -> null;
    };
  }

  /** All that are known: {@code prov} and {@code xsd} first, where they are not declared. */
  public Map<String, String> complete() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(PROV_PREFIX, PROV);
    all.put(XSD_PREFIX, XSD);
    all.putAll(iris);
    return all;
  }

  /** These, and those that they do not declare of the others: what holds in a bundle. */
  public Namespaces within(Namespaces others) {
    Map<String, String> all = new LinkedHashMap<>(others.iris);
    all.putAll(iris);
    return new Namespaces(all);
  }
}
