package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.server.migration.monetdb.Table;
import org.cnnprov.server.migration.monetdb.TableName;
import org.jspecify.annotations.Nullable;

/** The data sets of all dataflows, each with its table {@code "<dataflow>"."ds_<set>"}. */
final class OldSets {

  private static final String PREFIX = "ds_";
  private static final String TASK_SUFFIX = "_task_id";

  private static final List<String> NUMERIC_TYPES =
      List.of(
          "DOUBLE",
          "REAL",
          "FLOAT",
          "INT",
          "BIGINT",
          "SMALLINT",
          "TINYINT",
          "HUGEINT",
          "DEC",
          "NUMERIC");

  private final OldDatabase old;
  private final Remarks remarks;
  private final Map<Long, TableName> tableOf = new HashMap<>();
  private final Map<Long, OldSet> sets = new LinkedHashMap<>();
  private final Map<TableName, OldSet> byTable = new HashMap<>();

  OldSets(OldDatabase old, Remarks remarks) {
    this.old = old;
    this.remarks = remarks;
    old.tables.keySet().stream().filter(name -> !OldCatalogue.isFixed(name)).forEach(this::place);
    for (OldCatalogue.Part part : old.catalogue.sets.values()) {
      OldSet set = read(part, tableOf.get(part.id()));
      sets.put(part.id(), set);
      if (set.table() != null) {
        byTable.put(set.table(), set);
      }
    }
  }

  Collection<OldSet> all() {
    return sets.values();
  }

  /** The set whose rows the table holds; null where it is no set's, which was said. */
  @Nullable OldSet of(TableName table) {
    return byTable.get(table);
  }

  private void place(TableName table) {
    List<OldCatalogue.Part> found =
        old.catalogue.sets.values().stream()
            .filter(set -> table.name().equals(PREFIX + set.tag().toLowerCase(Locale.ROOT)))
            .toList();
    List<OldCatalogue.Part> inSchema =
        found.stream().filter(set -> schemaOf(set).equals(table.schema())).toList();
    if (inSchema.size() == 1) {
      tableOf.put(inSchema.get(0).id(), table);
    } else if (found.size() == 1 && inSchema.isEmpty()) {
      tableOf.putIfAbsent(found.get(0).id(), table);
    } else {
      long rows = old.rows.getOrDefault(table, 0L);
      if (rows > 0) {
        remarks.lost(table.toString(), "the catalogue knows no data set of this table", rows, 0);
      }
    }
  }

  private String schemaOf(OldCatalogue.Part set) {
    return String.valueOf(old.catalogue.dataflows.get(set.dataflow())).toLowerCase(Locale.ROOT);
  }

  private OldSet read(OldCatalogue.Part part, @Nullable TableName name) {
    Table table = name == null ? null : old.tables.get(name);
    List<OldSet.Use> uses = uses(part, table);
    if (table != null && uses.stream().allMatch(use -> use.column() < 0)) {
      long rows = old.rows.getOrDefault(table.name(), 0L);
      if (rows > 0) {
        remarks.lost(table.name().toString(), "no column of this table names a task", rows, 0);
      }
      table = null;
    }
    List<OldSet.Attribute> attributes = attributes(part, table, uses);
    if (uses.isEmpty()) {
      String reason = "the set '%s' is neither written nor read".formatted(part.tag());
      remarks.lost("\"public\".\"data_set\"", reason, 1, part.line());
      remarks.lost("\"public\".\"attribute\"", reason, attributes.size(), part.line());
    }
    return new OldSet(part, table == null ? null : table.name(), uses, attributes);
  }

  private List<OldSet.Use> uses(OldCatalogue.Part set, @Nullable Table table) {
    Set<Long> writers = new LinkedHashSet<>();
    Set<Long> readers = new LinkedHashSet<>();
    for (OldCatalogue.Dependency dependency : old.catalogue.dependencies) {
      if (dependency.set() == set.id()) {
        add(dependency.previous(), writers);
        add(dependency.next(), readers);
      }
    }
    if (table != null) {
      addFromColumns(set, table, writers, readers);
    }
    List<OldSet.Use> uses = new ArrayList<>();
    for (OldCatalogue.Part transformation : old.catalogue.transformations.values()) {
      if (writers.contains(transformation.id())) {
        uses.add(new OldSet.Use(transformation, true, column(transformation, table)));
      }
    }
    for (OldCatalogue.Part transformation : old.catalogue.transformations.values()) {
      if (readers.contains(transformation.id()) && !writers.contains(transformation.id())) {
        uses.add(new OldSet.Use(transformation, false, column(transformation, table)));
      }
    }
    return uses;
  }

  private static void add(@Nullable Long id, Set<Long> ids) {
    if (id != null) {
      ids.add(id);
    }
  }

  /** The table may know a reader that the catalogue forgot. */
  private void addFromColumns(
      OldCatalogue.Part set, Table table, Set<Long> writers, Set<Long> readers) {
    for (OldCatalogue.Part transformation : old.catalogue.transformations.values()) {
      if (transformation.dataflow() == set.dataflow()
          && column(transformation, table) >= 0
          && !writers.contains(transformation.id())
          && readers.add(transformation.id())) {
        remarks.note(
            "%s has a column of the transformation '%s', which data_dependency does not know: it reads the set now"
                .formatted(table.name(), transformation.tag()));
      }
    }
  }

  private static int column(OldCatalogue.Part transformation, @Nullable Table table) {
    return table == null
        ? -1
        : table.indexOf(transformation.tag().toLowerCase(Locale.ROOT) + TASK_SUFFIX);
  }

  private List<OldSet.Attribute> attributes(
      OldCatalogue.Part set, @Nullable Table table, List<OldSet.Use> uses) {
    Map<String, AttributeType> declared = declared(set);
    Map<String, String> extractors = extractors(set);
    List<OldSet.Attribute> attributes = new ArrayList<>();
    if (table != null) {
      Set<Integer> taken = new LinkedHashSet<>();
      uses.forEach(use -> taken.add(use.column()));
      for (int i = 0; i < table.columns().size(); i++) {
        Table.Column column = table.columns().get(i);
        if (!taken.contains(i) && !column.name().equals("id")) {
          attributes.add(
              new OldSet.Attribute(
                  column.name(),
                  type(table, column, declared.remove(column.name())),
                  i,
                  extractors.get(column.name())));
        }
      }
    }
    declared.forEach(
        (name, type) -> attributes.add(new OldSet.Attribute(name, type, -1, extractors.get(name))));
    return attributes;
  }

  private Map<String, AttributeType> declared(OldCatalogue.Part set) {
    Map<String, AttributeType> declared = new LinkedHashMap<>();
    for (OldCatalogue.Attribute attribute : old.catalogue.attributes) {
      if (attribute.set() != set.id() || attribute.name() == null) {
        continue;
      }
      String name = attribute.name().toLowerCase(Locale.ROOT);
      if (declared.put(name, type(attribute.type())) != null) {
        remarks.merged("\"public\".\"attribute\"", "another row has the same set and name", 0);
      }
    }
    return declared;
  }

  private Map<String, String> extractors(OldCatalogue.Part set) {
    Map<String, String> extractors = new HashMap<>();
    for (OldCatalogue.Attribute attribute : old.catalogue.attributes) {
      Long id = attribute.extractor();
      String name = attribute.name();
      if (attribute.set() == set.id() && id != null && name != null) {
        OldCatalogue.Extractor extractor = old.catalogue.extractors.get(id);
        if (extractor != null && extractor.set() == set.id()) {
          extractors.put(name.toLowerCase(Locale.ROOT), extractor.tag());
        } else {
          remarks.lostValue("\"public\".\"attribute\"", "its extractor is none of the same set", 0);
        }
      }
    }
    return extractors;
  }

  private static AttributeType type(@Nullable String name) {
    try {
      return name == null ? AttributeType.TEXT : AttributeType.of(name);
    } catch (InvalidValueException unknown) {
      return AttributeType.TEXT;
    }
  }

  /** The column decides: what it holds would else be refused. */
  private AttributeType type(Table table, Table.Column column, @Nullable AttributeType declared) {
    boolean numeric = NUMERIC_TYPES.stream().anyMatch(column.type()::startsWith);
    AttributeType byColumn = numeric ? AttributeType.NUMERIC : AttributeType.TEXT;
    if (declared == null) {
      remarks.note(
          "%s: the column \"%s\" is no attribute in the catalogue; it is %s now"
              .formatted(table.name(), column.name(), byColumn));
      return byColumn;
    }
    if (declared == AttributeType.NUMERIC && !numeric) {
      remarks.note(
          "%s: the attribute '%s' was NUMERIC in the catalogue, and its column %s; it is TEXT now"
              .formatted(table.name(), column.name(), column.type()));
      return AttributeType.TEXT;
    }
    return declared;
  }
}
