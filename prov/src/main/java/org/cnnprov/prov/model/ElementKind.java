package org.cnnprov.prov.model;

/** What there is in PROV. */
public enum ElementKind {
  ENTITY("entity", "Entity"),
  ACTIVITY("activity", "Activity"),
  AGENT("agent", "Agent");

  private final String keyword;
  private final String type;

  ElementKind(String keyword, String type) {
    this.keyword = keyword;
    this.type = type;
  }

  /** Its name in PROV-N, PROV-JSON and PROV-XML. */
  public String keyword() {
    return keyword;
  }

  /** The local name of its class in PROV-O. */
  public String type() {
    return type;
  }
}
