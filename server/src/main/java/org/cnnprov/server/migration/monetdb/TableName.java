package org.cnnprov.server.migration.monetdb;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table, in lower case.
 *
 * @param schema null where neither the statement nor a {@code SET SCHEMA} before it names one
 */
public record TableName(@Nullable String schema, String name) {

  public TableName {
    schema = schema == null ? null : schema.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  /** As SQL writes it. */
  @Override
  public String toString() {
    return (schema == null ? "" : '"' + schema + "\".") + '"' + name + '"';
  }
}
