package org.cnnprov.prov.model;

/** An attribute of an element or a relation; a name may come several times. */
public record Attribute(QualifiedName name, Value value) {

  public static final QualifiedName TYPE = QualifiedName.prov("type");
  public static final QualifiedName LABEL = QualifiedName.prov("label");
  public static final QualifiedName ROLE = QualifiedName.prov("role");
  public static final QualifiedName LOCATION = QualifiedName.prov("location");
  public static final QualifiedName VALUE = QualifiedName.prov("value");

  public static Attribute type(QualifiedName type) {
    return new Attribute(TYPE, Value.reference(type));
  }
}
