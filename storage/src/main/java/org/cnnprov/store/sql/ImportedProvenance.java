package org.cnnprov.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.Batch;
import org.cnnprov.event.ProvenanceDocument;
import org.cnnprov.store.Receipt;
import org.jspecify.annotations.Nullable;

/** Documents of provenance that were made elsewhere, each kept once. */
final class ImportedProvenance {

  private final Ids ids;
  private final Changes changes;

  /** The ids of documents by the hash of their bytes. */
  private final Map<String, Long> known = new HashMap<>();

  ImportedProvenance(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sha256, id FROM public.prov_document")) {
      while (row.next()) {
        known.put(row.getString("sha256"), row.getLong("id"));
      }
    }
  }

  Receipt add(Batch.Imported batch) throws SQLException {
    ProvenanceDocument document = batch.document();
    Long before = known.get(document.sha256());
    if (before != null) {
      return new Receipt.Known(before);
    }
    long id = ids.next(Tables.PROV_DOCUMENT);
    known.put(document.sha256(), id);
    changes.add(
        Tables.PROV_DOCUMENT,
        id,
        document.sha256(),
        document.format(),
        document.name(),
        (long) document.size(),
        batch.person(),
        Times.utc(batch.request().receivedAt()));
    for (ProvenanceDocument.Part part : document.parts()) {
      add(part, id);
    }
    return new Receipt.Done(id);
  }

  private void add(ProvenanceDocument.Part part, long document) throws SQLException {
    long id = ids.next(Tables.PROV_BUNDLE);
    changes.add(Tables.PROV_BUNDLE, id, document, part.bundle());
    long position = 0;
    for (Map.Entry<String, String> namespace : part.namespaces().entrySet()) {
      changes.add(Tables.PROV_NAMESPACE, id, position++, namespace.getKey(), namespace.getValue());
    }
    for (ProvenanceDocument.Statement statement : part.statements()) {
      add(statement, id);
    }
  }

  private void add(ProvenanceDocument.Statement statement, long bundle) throws SQLException {
    long id = ids.next(Tables.PROV_STATEMENT);
    List<@Nullable Object> row = new ArrayList<>(Tables.PROV_STATEMENT.columns().size());
    row.add(id);
    row.add(bundle);
    row.add(statement.kind());
    row.add(statement.iri());
    for (ProvenanceDocument.Argument argument : ProvenanceDocument.Argument.values()) {
      Object value = statement.arguments().get(argument);
      row.add(value instanceof Instant time ? Times.utc(time) : value);
    }
    row.add(statement.sha256());
    changes.add(Tables.PROV_STATEMENT, row.toArray());
    long position = 0;
    for (ProvenanceDocument.Attribute attribute : statement.attributes()) {
      changes.add(
          Tables.PROV_ATTRIBUTE,
          id,
          position++,
          attribute.name(),
          attribute.value(),
          attribute.type(),
          attribute.language());
    }
  }
}
