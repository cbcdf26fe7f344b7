package org.cnnprov.store.sql;

import org.cnnprov.model.AttributeType;

/** The types of columns, with their SQL name and the Java class of their values. */
public enum ColumnType {
  /** {@link Long}. */
  BIGINT("BIGINT"),
  /** {@link Double}. */
  DOUBLE("DOUBLE"),
  /** {@link Boolean}. */
  BOOLEAN("BOOLEAN"),
  /** {@link String}. */
  TEXT("VARCHAR"),
  /** {@link java.time.LocalDateTime} in UTC, microseconds. */
  TIMESTAMP("TIMESTAMP");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  public String sql() {
    return sql;
  }

  static ColumnType of(AttributeType type) {
    return switch (type) {
      case NUMERIC -> DOUBLE;
      case TEXT, FILE -> TEXT;
    };
  }
}
