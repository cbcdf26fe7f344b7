package org.cnnprov.server.prov;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.event.ProvenanceDocument.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;
import org.cnnprov.prov.write.DocumentWriter;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Writes documents that were imported, from one snapshot, as they are read. */
public final class ImportedDocuments {

  private static final List<String> KINDS =
      Stream.concat(
              Arrays.stream(ElementKind.values()).map(ElementKind::keyword),
              Arrays.stream(RelationKind.values()).map(RelationKind::keyword))
          .toList();

  private static final String PARTS =
      """
      SELECT b.id, b.iri, (SELECT list({'prefix': n.prefix, 'iri': n.iri} ORDER BY n.position)
        FROM public.prov_namespace n WHERE n.bundle_id = b.id)
      FROM public.prov_bundle b WHERE b.document_id = ? ORDER BY b.id""";

  /** Statements of one name stand together, which PROV-JSON needs. */
  private static final String STATEMENTS =
      """
      WITH s AS MATERIALIZED (SELECT *, CASE WHEN iri IS NULL THEN id
          ELSE min(id) OVER (PARTITION BY kind, iri) END AS first
        FROM public.prov_statement WHERE bundle_id = ?)
      SELECT s.kind, s.iri, s.started_at, s.ended_at, s.subject, s.object, s.activity, s.plan,
        s.generation, s.usage, s.occurred_at, a.attributes
      FROM s LEFT JOIN (SELECT statement_id, list({'name': name, 'value': value, 'type': type,
            'language': language} ORDER BY position) AS attributes
        FROM public.prov_attribute WHERE statement_id IN (SELECT id FROM s) GROUP BY statement_id) a
        ON a.statement_id = s.id
      ORDER BY list_position([%s], s.kind), s.first, s.id"""
          .formatted(KINDS.stream().map(kind -> "'" + kind + "'").collect(Collectors.joining(",")));

  /** Where the arguments stand in a row of those. */
  private static final Map<Argument, Integer> COLUMNS =
      Map.of(
          Argument.SUBJECT, 4,
          Argument.OBJECT, 5,
          Argument.ACTIVITY, 6,
          Argument.PLAN, 7,
          Argument.GENERATION, 8,
          Argument.USAGE, 9);

  private final Store store;

  public ImportedDocuments(Store store) {
    this.store = store;
  }

  /** Returns false where there is no such document; then nothing was written. */
  boolean write(long id, BooleanSupplier unwanted, Documents.Opening opening)
      throws QueryException, StoreException, IOException {
    boolean[] found = new boolean[1];
    store.read(snapshot -> found[0] = write(snapshot, id, unwanted, opening));
    return found[0];
  }

  private static boolean write(
      Snapshot snapshot, long id, BooleanSupplier unwanted, Documents.Opening opening)
      throws QueryException, StoreException, IOException {
    Rows rows = new Rows(snapshot, unwanted);
    List<Cells> parts = rows.all(Fragment.of(PARTS, id));
    if (parts.isEmpty()) {
      return false;
    }
    Namespaces body = namespaces(parts.get(0));
    DocumentWriter writer = opening.open();
    writer.begin(body);
    for (Cells part : parts) {
      Namespaces declared = namespaces(part);
      CompactNames names = new CompactNames(declared.within(body));
      if (part.has(1)) {
        writer.write(new BundleBegin(names.of(part.text(1)), declared));
      }
      rows.each(
          Fragment.of(STATEMENTS, part.number(0)), row -> writer.write(statement(row, names)));
      if (part.has(1)) {
        writer.write(new BundleEnd());
      }
    }
    writer.end();
    return true;
  }

  private static Namespaces namespaces(Cells part) {
    Map<String, String> namespaces = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> each : part.structs(2)) {
      namespaces.put(String.valueOf(each.get("prefix")), String.valueOf(each.get("iri")));
    }
    return new Namespaces(namespaces);
  }

  private static Statement statement(Cells row, CompactNames names) {
    String kind = row.text(0);
    List<Attribute> attributes = new ArrayList<>();
    for (Map<String, @Nullable Object> each : row.structs(11)) {
      attributes.add(attribute(each, names));
    }
    for (ElementKind element : ElementKind.values()) {
      if (element.keyword().equals(kind)) {
        return new Element(element, names.of(row.text(1)), row.time(2), row.time(3), attributes);
      }
    }
    RelationKind relation =
        Arrays.stream(RelationKind.values())
            .filter(each -> each.keyword().equals(kind))
            .findFirst()
            .orElseThrow();
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int place = 0; place < relation.arguments().size(); place++) {
      arguments.add(argument(ImportedStatements.argument(relation, place), row, names));
    }
    String iri = row.textOrNull(1);
    return new Relation(relation, iri == null ? null : names.of(iri), arguments, attributes);
  }

  private static @Nullable Object argument(Argument argument, Cells row, CompactNames names) {
    if (argument == Argument.OCCURRED_AT) {
      return (@Nullable Instant) row.time(10);
    }
    String iri = row.textOrNull(COLUMNS.getOrDefault(argument, 0));
    return iri == null ? null : names.of(iri);
  }

  private static Attribute attribute(Map<String, @Nullable Object> stored, CompactNames names) {
    String value = String.valueOf(stored.get("value"));
    String type = String.valueOf(stored.get("type"));
    Object language = stored.get("language");
    return new Attribute(
        names.of(String.valueOf(stored.get("name"))),
        type.equals(ImportedStatements.QUALIFIED_NAME)
            ? Value.reference(names.of(value))
            : new Value.Literal(
                value, names.of(type), language == null ? null : language.toString()));
  }
}
