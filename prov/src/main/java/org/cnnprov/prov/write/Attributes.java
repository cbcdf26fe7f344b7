package org.cnnprov.prov.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Value;

/** The attributes of a statement in the shapes that formats need. */
final class Attributes {

  /** The order of PROV-XML's schema; what is not PROV's own comes behind. */
  private static final List<QualifiedName> SCHEMA_ORDER =
      List.of(Attribute.LABEL, Attribute.LOCATION, Attribute.ROLE, Attribute.TYPE, Attribute.VALUE);

  private Attributes() {}

  /** All values of each name, in the order in which the names first come. */
  static Map<QualifiedName, List<Value>> byName(List<Attribute> attributes) {
    Map<QualifiedName, List<Value>> values = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      values.computeIfAbsent(attribute.name(), name -> new ArrayList<>(1)).add(attribute.value());
    }
    return values;
  }

  static List<Attribute> inSchemaOrder(List<Attribute> attributes) {
    List<Attribute> sorted = new ArrayList<>(attributes);
    sorted.sort(Comparator.comparingInt(attribute -> rank(attribute.name())));
    return sorted;
  }

  private static int rank(QualifiedName name) {
    int rank = SCHEMA_ORDER.indexOf(name);
    return rank < 0 ? SCHEMA_ORDER.size() : rank;
  }
}
