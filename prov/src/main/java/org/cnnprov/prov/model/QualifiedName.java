package org.cnnprov.prov.model;

/**
 * A name in a namespace.
 *
 * @param prefix of the namespace, "" for the default one
 * @param local the rest of the IRI, as it is: what a format cannot hold, its writer escapes
 */
public record QualifiedName(String prefix, String local) {

  public static QualifiedName of(String prefix, String local) {
    return new QualifiedName(prefix, local);
  }

  public static QualifiedName prov(String local) {
    return new QualifiedName(Namespaces.PROV_PREFIX, local);
  }

  public static QualifiedName xsd(String local) {
    return new QualifiedName(Namespaces.XSD_PREFIX, local);
  }

  /** As most formats write it, without any escape. */
  @Override
  public String toString() {
    return prefix.isEmpty() ? local : prefix + ":" + local;
  }
}
