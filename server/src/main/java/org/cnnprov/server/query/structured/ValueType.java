package org.cnnprov.server.query.structured;

/** What the values of an expression are. */
enum ValueType {
  NUMBER("DOUBLE"),
  TEXT("VARCHAR");

  private final String sql;

  ValueType(String sql) {
    this.sql = sql;
  }

  /** NULL of this type. */
  String absent() {
    return "CAST(NULL AS " + sql + ")";
  }
}
