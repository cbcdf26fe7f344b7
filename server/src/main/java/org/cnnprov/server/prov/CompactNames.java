package org.cnnprov.server.prov;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;

/**
 * Writes IRIs as names: in the namespace that covers most of it, of those the first, but what PROV
 * and XML Schema define always under {@code prov} and {@code xsd}.
 */
final class CompactNames {

  /** IRIs that come again, as types and attributes do. */
  private static final int REMEMBERED = 4_096;

  private final List<Map.Entry<String, String>> namespaces;
  private final Map<String, QualifiedName> remembered = new HashMap<>();

  CompactNames(Namespaces namespaces) {
    this.namespaces = new ArrayList<>(namespaces.complete().entrySet());
  }

  QualifiedName of(String iri) {
    QualifiedName known = remembered.get(iri);
    if (known != null) {
      return known;
    }
    QualifiedName name = compact(iri);
    if (remembered.size() < REMEMBERED) {
      remembered.put(iri, name);
    }
    return name;
  }

  private QualifiedName compact(String iri) {
    String prefix = null;
    int covered = -1;
    for (Map.Entry<String, String> each : namespaces) {
      if (iri.startsWith(each.getValue())) {
        String local = iri.substring(each.getValue().length());
        // Better a name that is not empty, where there is a choice.
        int covers = local.isEmpty() ? 0 : each.getValue().length();
        boolean writable = !each.getKey().isEmpty() || (!local.isEmpty() && !local.contains(":"));
        if (writable && covers > covered) {
          prefix = each.getKey();
          covered = covers;
        }
      }
    }
    if (prefix == null) {
      throw new IllegalStateException("no namespace of the document holds " + iri);
    }
    String found = prefix;
    int length =
        namespaces.stream()
            .filter(each -> each.getKey().equals(found))
            .findFirst()
            .orElseThrow()
            .getValue()
            .length();
    return QualifiedName.of(prefix, iri.substring(length));
  }
}
