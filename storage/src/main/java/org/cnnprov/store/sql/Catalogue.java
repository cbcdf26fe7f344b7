package org.cnnprov.store.sql;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** All dataflows as the writer knows them: what stands in the store and in the commit at hand. */
final class Catalogue {

  /**
   * Schemas that the engine has, refuses, or would take for something else; a dataflow of that tag
   * gets {@code df_<id>}.
   */
  private static final Set<String> RESERVED_SCHEMAS =
      Set.of("main", "information_schema", "pg_catalog", "temp", "system", "public", "cnnprov");

  private final Map<Name, DataflowState> dataflows = new HashMap<>();
  private final Map<Long, DataflowState> byId = new HashMap<>();
  private final Set<String> schemas = new HashSet<>(RESERVED_SCHEMAS);

  /** The greatest id of a {@link SetState.Layout}. */
  long lastLayout;

  @Nullable DataflowState find(Name tag) {
    return dataflows.get(tag);
  }

  DataflowState create(long id, Name tag, LocalDateTime at) {
    String wanted = schemas.contains(folded(tag.key())) ? "df_" + id : tag.key();
    DataflowState dataflow = new DataflowState(id, tag, Identifier.free(wanted, schemas), at);
    add(dataflow);
    return dataflow;
  }

  void add(DataflowState dataflow) {
    dataflows.put(dataflow.tag, dataflow);
    byId.put(dataflow.id, dataflow);
    schemas.add(folded(dataflow.schema));
  }

  @Nullable DataflowState byId(long id) {
    return byId.get(id);
  }

  void remove(DataflowState dataflow) {
    dataflows.remove(dataflow.tag);
    byId.remove(dataflow.id);
    schemas.remove(folded(dataflow.schema));
  }

  /** Engines fold identifiers further than to lower case (ß, ς); here two must never meet. */
  private static String folded(String schema) {
    return schema.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
